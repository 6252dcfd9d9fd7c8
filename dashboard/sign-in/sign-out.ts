import type { RequestHandler } from 'express';
import { appendAudit } from '../../shared/audit/append-audit.ts';
import type { DashboardContext } from '../context.ts';
import { endSession } from './sessions.ts';

/** Ends the session of the request. */
export function signOut({ store, cookie, sessions }: DashboardContext): RequestHandler {
  return async (request, response) => {
    const { user } = sessions.current();
    const token = cookie.read(request);
    if (token) await endSession(store, token);
    cookie.clear(request, response);
    await appendAudit(store, undefined, { actor: `user:${user}`, action: 'sign_out' });
    response.redirect(303, '/sign-in');
  };
}
