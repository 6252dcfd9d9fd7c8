import { hash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { appendAudit } from '../../shared/audit/append-audit.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { CSRF_FIELD } from '../console/page.ts';
import type { DashboardContext } from '../context.ts';
import { cameFromHere } from './came-from-here.ts';
import { isRead } from './wants-page.ts';

/** The session's token as the board's script sends it, or as a form does. */
function presentedToken(request: Request): string {
  const body: unknown = request.body;
  const field = typeof body === 'object' && body !== null ? Reflect.get(body, CSRF_FIELD) : undefined;
  return String(request.headers['x-csrf-token'] ?? field ?? '');
}

function equals(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'));
}

/**
 * Refuses, and audits, a request that would change something but comes from another site's page, or does not
 * carry the token that only pages of this session know.
 */
export function refuseForgery({ store, sessions }: DashboardContext): RequestHandler {
  return async (request, _response, next) => {
    if (isRead(request)) return next();
    const { user, csrfToken } = sessions.current();
    const foreign = !cameFromHere(request);
    if (!foreign && equals(presentedToken(request), csrfToken)) return next();
    await appendAudit(store, undefined, {
      actor: `user:${user}`,
      action: 'request.forged',
      target: `${request.method} ${request.originalUrl}`.slice(0, 200),
      outcome: 'denied',
      reason: foreign ? 'foreign_origin' : 'no_token',
    });
    throw new AppError(
      'forbidden',
      foreign
        ? "The request came from another site's page."
        : 'The request does not carry the token of this session. Reload the page.',
    );
  };
}
