import { type Request, type RequestHandler, type Response, Router } from 'express';
import { appendAudit } from '../../shared/audit/append-audit.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { DashboardContext } from '../context.ts';
import { hashPassword } from '../sign-in/password.ts';
import { changeUser, createUser, listUsers } from '../sign-in/users.ts';
import { readForm, USER_FORMS } from './user-forms.ts';
import { usersPage } from './users-page.ts';

/** Does what a form asks for and says what was done. @throws AppError when it cannot be done */
type Change = (request: Request, name: string) => Promise<string>;

/** The users' page and its forms, for operators only. */
export function manageUsers(context: DashboardContext): Router {
  const { store } = context;
  const router = Router();
  router.use(onlyOperators(context));
  router.get('/', async (_request, response) => show(context, response, {}));
  const form = (path: string, action: string, change: Change) =>
    router.post(path, answer(context, action, change));

  form('/', 'user.create', async ({ body }) => {
    const { name, password, role } = readForm(USER_FORMS.add, body);
    await createUser(store, { name, role, passwordHash: await hashPassword(password) });
    return `${name} may sign in as ${role} now.`;
  });
  form('/:name/role', 'user.set_role', async ({ body }, name) => {
    const { role } = readForm(USER_FORMS.role, body);
    refuseSelf(context, name);
    await changeUser(store, name, { role });
    return `${name} is ${role} now.`;
  });
  form('/:name/access', 'user.set_access', async ({ body }, name) => {
    const disabled = readForm(USER_FORMS.access, body).disabled === '1';
    refuseSelf(context, name);
    await changeUser(store, name, { disabled });
    return disabled ? `${name} is signed out and may not come back.` : `${name} may sign in again.`;
  });
  form('/:name/password', 'user.set_password', async ({ body }, name) => {
    const { password } = readForm(USER_FORMS.password, body);
    await changeUser(store, name, { passwordHash: await hashPassword(password) });
    return `${name} has a new password and must sign in with it.`;
  });
  return router;
}

/** An installation never loses its last operator, because nobody can take away their own role or access. */
function refuseSelf({ sessions }: DashboardContext, name: string): void {
  if (sessions.current().user === name) {
    throw new AppError('forbidden', 'Ask another operator to change your own role or access.');
  }
}

function onlyOperators({ sessions, store }: DashboardContext): RequestHandler {
  return async (request, _response, next) => {
    const { role, user } = sessions.current();
    if (role === 'operator') return next();
    await appendAudit(store, undefined, {
      actor: `user:${user}`,
      action: 'user.manage',
      target: `${request.method} ${request.originalUrl}`.slice(0, 200),
      outcome: 'denied',
      reason: 'role',
    });
    throw new AppError('forbidden', 'Only operators manage users.');
  };
}

function answer(context: DashboardContext, action: string, change: Change): RequestHandler {
  const { sessions, store } = context;
  return async (request, response) => {
    const name = String(request.params.name ?? request.body?.name ?? '').slice(0, 64);
    const entry = { actor: `user:${sessions.current().user}`, action, target: name };
    try {
      const done = await change(request, name);
      await appendAudit(store, undefined, entry);
      await show(context, response, { done });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await appendAudit(store, undefined, { ...entry, outcome: 'denied', reason: error.code });
      await show(context, response.status(error.entry.status), { problem: error.message });
    }
  };
}

async function show(
  { sessions, store }: DashboardContext,
  response: Response,
  notice: Parameters<typeof usersPage>[2],
): Promise<void> {
  response.send(usersPage(sessions.current(), await listUsers(store), notice));
}
