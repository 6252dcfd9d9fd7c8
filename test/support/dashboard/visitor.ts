/** What a visitor got: its body is read already. */
export interface Got {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** A visitor of the dashboard over plain HTTP, with a cookie of its own. */
export class Visitor {
  readonly #url: string;
  cookie = '';
  csrfToken = '';

  constructor(url: string) {
    this.#url = url;
  }

  /** Signs in and learns the session's token from a page, as a browser would. */
  async signIn(name: string, password: string): Promise<Got> {
    const got = await this.post('/sign-in', { name, password });
    if (got.status === 303) {
      const { text } = await this.get('/audit');
      this.csrfToken = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    }
    return got;
  }

  get(path: string): Promise<Got> {
    return this.#fetch(path, { headers: { accept: 'text/html' } });
  }

  /** Sends a form, with the token unless told otherwise. */
  post(path: string, fields: Readonly<Record<string, string>>, headers = {}): Promise<Got> {
    const body = new URLSearchParams({ ...(this.csrfToken && { csrf: this.csrfToken }), ...fields });
    return this.#fetch(path, { method: 'POST', body, headers: { accept: 'text/html', ...headers } });
  }

  /** Calls the board's API as its client does. */
  call(method: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Got> {
    return this.#fetch(`/queues${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-csrf-token': this.csrfToken, ...headers },
      ...(method === 'GET' ? {} : { body: '{}' }),
    });
  }

  async #fetch(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Got> {
    const response = await fetch(this.#url + path, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, ...(this.cookie && { cookie: this.cookie }) },
    });
    const set = response.headers.get('set-cookie');
    if (set) this.cookie = set.split(';')[0] ?? '';
    return { status: response.status, text: await response.text(), headers: response.headers };
  }
}
