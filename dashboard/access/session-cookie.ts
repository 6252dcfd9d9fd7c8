import type { Request, Response } from 'express';
import { SESSION_SECONDS } from '../sign-in/sessions.ts';

/** Reads and writes the session's cookie; two installations on one host have two names for it. */
export class SessionCookie {
  readonly #name: string;

  /** @param prefix the installation's own, from its configuration */
  constructor(prefix: string) {
    this.#name = `${prefix}-dashboard`;
  }

  read(request: Request): string | undefined {
    for (const pair of (request.headers.cookie ?? '').split(';')) {
      const [name, value] = pair.split('=', 2);
      if (name?.trim() === this.#name) return value?.trim();
    }
    return undefined;
  }

  write(request: Request, response: Response, token: string): void {
    response.append('Set-Cookie', this.#cookie(request, token, SESSION_SECONDS));
  }

  clear(request: Request, response: Response): void {
    response.append('Set-Cookie', this.#cookie(request, '', 0));
  }

  #cookie(request: Request, value: string, maxAge: number): string {
    // A proxy that ends TLS says so. Whoever lies about it gets a cookie that is only harder to send.
    const https = request.secure || request.headers['x-forwarded-proto'] === 'https';
    const flags = `Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Strict${https ? '; Secure' : ''}`;
    return `${this.#name}=${value}; ${flags}`;
  }
}
