import express, { type Express } from 'express';
import helmet from 'helmet';
import { AppError } from '../shared/errors/app-error.ts';
import type { ApiContext } from './context.ts';
import { dispatch, problemHandler } from './http/dispatch.ts';
import { createMetrics } from './operations/metrics.ts';
import { operationsRouter } from './operations/operations-router.ts';
import { routes } from './routes.ts';

/** The HTTP application: the API's routes, and beside them what operators use. */
export function createApp(context: ApiContext): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  const metrics = createMetrics(context.installation);
  app.use(metrics.observe);
  for (const route of routes) app[route.method](route.path, dispatch(context, route));
  refuseOtherMethods(app);
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

function refuseOtherMethods(app: Express): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
    app.all(path, (request) => {
      throw new AppError(
        'method_not_allowed',
        `${request.method} is not allowed here; ${allowed.join(', ')} is.`,
        {
          headers: { Allow: allowed.join(', ') },
        },
      );
    });
  }
}
