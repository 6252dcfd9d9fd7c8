import type { RequestHandler } from 'express';
import { AppError } from '../../shared/errors/app-error.ts';
import type { DashboardContext } from '../context.ts';
import { findSession } from '../sign-in/sessions.ts';
import { isRead, wantsPage } from './wants-page.ts';

/** Lets only signed-in people through; who asks for a page is sent to sign in, and comes back to it. */
export function requireSession({ store, cookie, sessions }: DashboardContext): RequestHandler {
  return async (request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    const token = cookie.read(request);
    const session = token && (await findSession(store, token));
    if (session) return sessions.run(session, next);
    if (!isRead(request) || !wantsPage(request)) throw new AppError('unauthenticated', 'Sign in first.');
    response.redirect(303, `/sign-in?next=${encodeURIComponent(request.originalUrl)}`);
  };
}
