import { appendAudit } from '../../shared/audit/append-audit.ts';
import type { Store } from '../../shared/stores/store.ts';
import type { Attempt, Lock, LockOut } from './lock-out.ts';

/** Refused attempts that are written down for one lock; a flood of them must not fill the store. */
const MOST_REFUSALS = 100;

/** Writes what happens at the door into the installation's audit trail. */
export class SignInAudit {
  readonly #store: Store;
  readonly #lockOut: LockOut;

  constructor(store: Store, lockOut: LockOut) {
    this.#store = store;
    this.#lockOut = lockOut;
  }

  succeeded(attempt: Attempt): Promise<void> {
    return this.#append(attempt, true, { action: 'sign_in' });
  }

  /** @param known whether there is such a user: any other name may be a password typed into the wrong field */
  async failed(attempt: Attempt, known: boolean, locked: boolean): Promise<void> {
    await this.#append(attempt, known, { action: 'sign_in', outcome: 'denied', reason: 'wrong_credentials' });
    if (locked) await this.#append(attempt, known, { action: 'sign_in.lock_out' });
  }

  async refused(attempt: Attempt, known: boolean, lock: Lock): Promise<void> {
    if (lock.refusals > MOST_REFUSALS) return;
    await this.#append(attempt, known, { action: 'sign_in', outcome: 'denied', reason: 'locked_out' });
  }

  async #append(
    attempt: Attempt,
    known: boolean,
    entry: { action: string; outcome?: 'denied'; reason?: string },
  ): Promise<void> {
    await appendAudit(this.#store, undefined, {
      actor: known ? `user:${attempt.name}` : 'user:unknown',
      target: `client:${this.#lockOut.client(attempt)}`,
      ...entry,
    });
  }
}
