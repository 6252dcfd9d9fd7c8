import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';
import { AppError } from '../shared/errors/app-error.ts';
import { refuseForgery } from './access/refuse-forgery.ts';
import { requireSession } from './access/require-session.ts';
import { securityHeaders } from './access/security-headers.ts';
import { BOARD_PATH, createBoard } from './board/create-board.ts';
import { answerError } from './console/answer-error.ts';
import { showAudit } from './console/show-audit.ts';
import { showTimeline } from './console/show-timeline.ts';
import type { DashboardContext } from './context.ts';
import { HOME, safePlace } from './sign-in/safe-place.ts';
import { signIn } from './sign-in/sign-in.ts';
import { signInPage } from './sign-in/sign-in-page.ts';
import { signOut } from './sign-in/sign-out.ts';
import { manageUsers } from './users/manage-users.ts';

const ASSETS = fileURLToPath(new URL('./assets/', import.meta.url));
const FORM_LIMIT = '16kb';

/** All routes of the dashboard, in order: what needs no sign-in, the doors, and what stands behind them. */
export function createApp(context: DashboardContext): Express {
  const app = express();
  app.disable('x-powered-by').set('query parser', 'simple');
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', async (_request, response) => {
    await context.store.redis.ping();
    response.json({ status: 'ready' });
  });
  app.use(securityHeaders('files'));
  app.use(BOARD_PATH, securityHeaders('inline'));
  app.use('/assets', express.static(ASSETS, { index: false }));
  app.use(express.urlencoded({ extended: false, limit: FORM_LIMIT }));
  app.get('/sign-in', (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    response.send(signInPage({ next: safePlace(request.query.next) }));
  });
  app.post('/sign-in', signIn(context));

  app.use(requireSession(context), refuseForgery(context));
  app.get('/', (_request, response) => response.redirect(303, HOME));
  app.use(`${BOARD_PATH}/static`, (_request, response, next) => {
    response.setHeader('Cache-Control', 'private, max-age=3600');
    next();
  });
  app.use(BOARD_PATH, createBoard(context));
  app.get('/timeline/:tenant/:id', showTimeline(context));
  app.get('/audit', showAudit(context));
  app.use('/users', manageUsers(context));
  app.post('/sign-out', signOut(context));
  app.use(() => {
    throw new AppError('not_found', 'There is nothing here.');
  });
  app.use(answerError(context.log));
  return app;
}
