import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { AppError } from '../shared/errors/app-error.ts';
import type { ApiContext } from './context.ts';
import { dispatch, problemHandler } from './http/dispatch.ts';
import { otherMethods } from './http/other-methods.ts';
import { createMetrics } from './operations/metrics.ts';
import { operationsRouter } from './operations/operations-router.ts';
import { routes } from './routes.ts';

/** The HTTP application: the API's routes, and beside them what operators use. */
export function createApp(context: ApiContext): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  const metrics = createMetrics(context);
  app.use(metrics.observe);
  app.use(requireHost);
  for (const route of routes) app[route.method](route.path, dispatch(context, route));
  for (const path of new Set(routes.map((route) => route.path))) app.all(path, otherMethods(methodsOf(path)));
  // Pages need the headers that protect browsers; the API's JSON does not, so it is not slowed down by them.
  const contentSecurityPolicy = { directives: { upgradeInsecureRequests: null } };
  app.use(helmet({ strictTransportSecurity: false, contentSecurityPolicy }));
  app.use(operationsRouter(context, metrics));
  app.use((request) => {
    throw new AppError('not_found', `There is nothing at ${request.path}.`);
  });
  app.use(problemHandler(context));
  return app;
}

/** @throws AppError `invalid_request` where HTTP 1.1 has no host */
function requireHost(request: Request, _response: Response, next: NextFunction): void {
  if (request.headers.host === undefined && request.httpVersionMinor === 1) {
    throw new AppError('invalid_request', 'The request has no Host header.');
  }
  next();
}

function methodsOf(path: string): string[] {
  return routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
}
