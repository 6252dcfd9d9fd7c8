import { AsyncLocalStorage } from 'node:async_hooks';
import type { Session } from '../sign-in/sessions.ts';

/**
 * Carries the session of a request to where the request itself does not reach: Bull Board's hooks and
 * adapters see neither it nor its cookies.
 */
export class SessionContext {
  readonly #storage = new AsyncLocalStorage<Session>();

  /** Runs the rest of a request as the session. */
  run(session: Session, rest: () => void): void {
    this.#storage.run(session, rest);
  }

  /** @throws Error outside of a signed-in request: what asks for the session must not run without one */
  current(): Session {
    const session = this.#storage.getStore();
    if (!session) throw new Error('no session in this request');
    return session;
  }
}
