import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from './api-error.ts';
import type { Exchange, Handler } from './exchange.ts';
import { sendError } from './send.ts';

/** One route: a method, a path in which `{name}` stands for one segment, and its handler. */
export type Route = readonly [method: string, path: string, handler: Handler];

type Methods = Map<string, Handler>;
const noQuery = new URLSearchParams();

/** Creates a request listener for a table of routes. No request makes it throw. */
export function createRouter(routes: readonly Route[]) {
  const exact = new Map<string, Methods>();
  for (const [method, path, handler] of routes) {
    exact.set(path, (exact.get(path) ?? new Map()).set(method, handler));
  }
  const patterns = [...exact].filter(([path]) => path.includes('{name}')).map(compile);

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = request;
    const mark = url.indexOf('?');
    const path = mark < 0 ? url : url.slice(0, mark);
    const query = mark < 0 ? noQuery : new URLSearchParams(url.slice(mark + 1));
    try {
      const { methods, name } = findMethods(path, exact, patterns);
      const handler = methods?.get(method === 'HEAD' ? 'GET' : method);
      if (!handler) throw methods ? wrongMethod(method, path) : unknownPath(method, path);
      await handler({ request, response, method, path, query, name } satisfies Exchange);
    } catch (error) {
      sendError(response, error instanceof ApiError ? error : ownFault(error));
    }
  };
}

function compile([path, methods]: [string, Methods]): {
  readonly pattern: RegExp;
  readonly methods: Methods;
} {
  return { pattern: new RegExp(`^${path.replace('{name}', '([^/]+)')}$`), methods };
}

function findMethods(
  path: string,
  exact: ReadonlyMap<string, Methods>,
  patterns: readonly ReturnType<typeof compile>[],
) {
  const methods = exact.get(path);
  if (methods) return { methods, name: '' };
  for (const { pattern, methods: found } of patterns) {
    const name = pattern.exec(path)?.[1];
    if (name !== undefined) return { methods: found, name: decode(name) };
  }
  return { methods: undefined, name: '' };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function unknownPath(method: string, path: string): ApiError {
  return new ApiError({
    status: 404,
    code: 'unknown_url',
    message: `Invalid URL (${method} ${path.slice(0, 200)})`,
  });
}

function wrongMethod(method: string, path: string): ApiError {
  return new ApiError({
    status: 405,
    code: 'method_not_supported',
    message: `Not allowed to ${method} on ${path}.`,
  });
}

function ownFault(error: unknown): ApiError {
  const message = `The simulator itself failed: ${error instanceof Error ? error.message : String(error)}`;
  return new ApiError({ status: 500, type: 'server_error', code: 'simulator_fault', message });
}
