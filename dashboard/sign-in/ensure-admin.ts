import { appendAudit } from '../../shared/audit/append-audit.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { changeUser, createUser, readUser, type UserStore } from './users.ts';

/** The user that the installation's own configuration guarantees. */
export const ADMIN = 'admin';
const ACTOR = 'dashboard';

/**
 * Makes sure that the first administrator can sign in with the configured password. A password that differs
 * is set, and gives back role and access too: whoever configures the installation owns it.
 * @param password from the configuration; without one nothing changes
 * @returns whether the administrator exists now
 */
export async function ensureAdmin(store: UserStore, password: string | undefined): Promise<boolean> {
  const admin = await readUser(store, ADMIN);
  if (password === undefined) return admin !== undefined;
  if (admin && (await verifyPassword(password, admin.passwordHash))) return true;
  const passwordHash = await hashPassword(password);
  if (admin) await changeUser(store, ADMIN, { passwordHash, role: 'operator', disabled: false });
  else await createUser(store, { name: ADMIN, role: 'operator', passwordHash });
  const action = admin ? 'user.set_password' : 'user.create';
  await appendAudit(store, undefined, { actor: ACTOR, action, target: ADMIN });
  return true;
}
