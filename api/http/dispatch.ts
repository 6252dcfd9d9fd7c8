import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { AppError } from '../../shared/errors/app-error.ts';
import { pooledRandomBytes } from '../../shared/security/random-bytes.ts';
import type { ApiContext } from '../context.ts';
import { authenticate, requireScope } from '../middleware/authenticate.ts';
import { badName } from './bad-name.ts';
import { sendProblem, toAppError } from './problem.ts';
import { readJson } from './read-body.ts';
import type { AnyRoute, Reply } from './route.ts';
import { traceIdIn } from './trace-parent.ts';
import { validate } from './validate.ts';

/** Every id of ours fits, and every name; what does not can name nothing. */
const ID = /^[\w.-]{1,128}\*?$/;

/** The trace a request belongs to: the caller's, when its `traceparent` is valid. */
function traceIdOf(request: Request): string {
  const known: unknown = request.res?.locals.traceId;
  if (typeof known === 'string') return known;
  const traceId = traceIdIn(request.headers.traceparent) ?? pooledRandomBytes(16).toString('hex');
  if (request.res) request.res.locals.traceId = traceId;
  return traceId;
}

/** Turns a route into an Express handler: authenticate, limit, parse, validate, handle, answer. */
export function dispatch(context: ApiContext, route: AnyRoute): RequestHandler {
  return async (request, response) => {
    const key = await authenticate(context.apiKeys, request.headers.authorization);
    const limits = await context.rateLimits.consume(key);
    for (const [name, value] of Object.entries(limits)) response.setHeader(name, value);
    requireScope(key, route.scope);
    const params = request.params as Record<string, string>;
    requireIds(params);
    const body = await readBody(route, request);
    const query = route.query ? validate(route.query, { ...request.query }, 'query') : noQuery(request);
    const reply = await route.handler({
      context,
      principal: { tenant: key.tenant, keyId: key.id, scopes: key.scopes, roles: key.roles },
      params,
      body: body.valid,
      rawBody: body.raw,
      query,
      headers: request.headers,
      traceId: traceIdOf(request),
      gone: () => goneSignal(context, response),
    });
    await send(response, reply);
  };
}

/** Whom data is about the caller names as it likes; only a digest of that becomes part of a key. */
const FREE = 'subject';

/** A key of Redis is built from an id, so nothing but an id may get there. Names are the caller's choice: it hears why. */
function requireIds(params: Readonly<Record<string, string>>): void {
  const strange = Object.entries(params).find(([name, id]) => name !== FREE && !ID.test(id));
  if (strange === undefined) return;
  throw strange[0] === 'name' ? badName() : new AppError('not_found', 'There is nothing of this id.');
}

/** The body as it was sent, and as the route's schema has it. */
async function readBody(route: AnyRoute, request: Request): Promise<{ raw?: unknown; valid?: unknown }> {
  const length = Number(request.headers['content-length'] ?? 0);
  const present = length > 0 || request.headers['transfer-encoding'] !== undefined;
  if (!route.body) {
    if (present) throw new AppError('invalid_request', 'This request takes no body.');
    return {};
  }
  if (!present) {
    if (route.bodyOptional) return { valid: validate(route.body, {}, 'body') };
    throw new AppError('invalid_json', 'This request needs a JSON body.');
  }
  const raw = await readJson(request);
  return { raw, valid: validate(route.body, raw, 'body') };
}

function noQuery(request: Request): Record<string, never> {
  const [unknown] = Object.keys(request.query);
  if (unknown === undefined) return {};
  throw new AppError('invalid_request', `This request takes no query parameter ${unknown}.`);
}

/** One reason for all: the one that Node makes for each abort carries a stack. */
const GONE = new Error('the client is gone');

function goneSignal(context: ApiContext, response: Response): AbortSignal {
  const gone = new AbortController();
  const end = () => gone.abort(GONE);
  // An event of the past is not told again.
  if (response.closed || response.destroyed || context.stopping.aborted) {
    end();
    return gone.signal;
  }
  context.stopping.addEventListener('abort', end, { once: true });
  response.once('close', () => {
    context.stopping.removeEventListener('abort', end);
    end();
  });
  return gone.signal;
}

async function send(response: Response, reply: Reply): Promise<void> {
  response.status(reply.status);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (reply.stream && response.req.method !== 'HEAD') return reply.stream(response);
  if (reply.body === undefined) {
    response.end();
    return;
  }
  const text = JSON.stringify(reply.body);
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}

/** The last resort of every request: what was thrown becomes a problem, and our own faults are logged. */
export function problemHandler(context: Pick<ApiContext, 'log'>) {
  return (thrown: unknown, request: Request, response: Response, _next: NextFunction): void => {
    const error = toAppError(thrown);
    const traceId = traceIdOf(request);
    if (error.entry.status >= 500) {
      context.log.error({ trace_id: traceId, code: error.code, err: error.extras.cause }, 'request failed');
    }
    sendProblem(response, error, request.path, traceId);
  };
}
