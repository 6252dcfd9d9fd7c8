import type { RequestHandler } from 'express';
import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import { cameFromHere } from '../access/came-from-here.ts';
import type { DashboardContext } from '../context.ts';
import { SignInAudit } from './audit-sign-in.ts';
import { verifyPassword } from './password.ts';
import { safePlace } from './safe-place.ts';
import { endSession, startSession } from './sessions.ts';
import { signInPage } from './sign-in-page.ts';
import { readUser } from './users.ts';

const formSchema = z.object({
  name: z.string().max(64).trim(),
  password: z.string().max(1_024),
  next: z.string().optional(),
});

/**
 * Signs a person in, always on a fresh session. The answer, and the time it takes, is the same for a wrong
 * password, an unknown user and a disabled one.
 */
export function signIn({ store, cookie, lockOut }: DashboardContext): RequestHandler {
  const audit = new SignInAudit(store, lockOut);
  return async (request, response) => {
    if (!cameFromHere(request)) throw new AppError('forbidden', "The request came from another site's page.");
    const form = formSchema.safeParse(request.body);
    if (!form.success) throw new AppError('invalid_request', 'Send the fields name and password.');
    const { name, password } = form.data;
    const next = safePlace(form.data.next);
    const attempt = { name, address: request.socket.remoteAddress ?? '' };
    const user = await readUser(store, name);
    const known = user !== undefined;

    const lock = await lockOut.begin(attempt);
    if (lock) {
      await audit.refused(attempt, known, lock);
      const minutes = Math.ceil(lock.seconds / 60);
      const problem = `Too many failed sign-ins. Try again in ${minutes} min.`;
      response.status(429).setHeader('Retry-After', lock.seconds);
      response.send(signInPage({ next, name, problem }));
      return;
    }
    const correct = await verifyPassword(password, user?.passwordHash);
    if (!user || !correct || user.disabled) {
      await audit.failed(attempt, known, await lockOut.fail(attempt));
      response.status(401).send(signInPage({ next, name, problem: 'The user or the password is wrong.' }));
      return;
    }
    await lockOut.succeed(attempt);
    await audit.succeeded(attempt);
    const before = cookie.read(request);
    if (before) await endSession(store, before);
    cookie.write(request, response, await startSession(store, user));
    response.redirect(303, next);
  };
}
