import { randomUUID } from 'node:crypto';
import type { JobObject } from '../../shared/contracts/job-object.ts';

/** An answer of the API with its parsed body. */
export interface ApiAnswer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** A problem document. */
export interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly status: number;
  readonly [member: string]: unknown;
}

export interface PostOptions {
  readonly key?: string;
  /** Seconds of `Prefer: wait`. */
  readonly wait?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client of the API as an application would write one. */
export class ApiClient {
  readonly url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.url = url;
    this.#key = key;
  }

  /** What this client sends to prove who it is. */
  get authorization(): string {
    return `Bearer ${this.#key}`;
  }

  /** The same API with another key. */
  as(key: string): ApiClient {
    return new ApiClient(this.url, key);
  }

  /** The same key at another api process. */
  at(url: string): ApiClient {
    return new ApiClient(url, this.#key);
  }

  async request<T = JobObject>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ApiAnswer<T>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: this.authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as T,
    };
  }

  get<T = JobObject>(path: string, headers?: Readonly<Record<string, string>>): Promise<ApiAnswer<T>> {
    return this.request<T>('GET', path, undefined, headers);
  }

  /** Enqueues a job. */
  post<T = JobObject>(body: unknown, { key, wait, headers }: PostOptions = {}): Promise<ApiAnswer<T>> {
    return this.request<T>('POST', '/v1/jobs', body, {
      'idempotency-key': key ?? randomUUID(),
      ...(wait === undefined ? {} : { prefer: `wait=${wait}` }),
      ...headers,
    });
  }

  /** Waits for a job's end, at most 60 s. */
  async finished(id: string): Promise<JobObject> {
    const { body } = await this.get(`/v1/jobs/${id}`, { prefer: 'wait=60' });
    return body;
  }

  /** Enqueues a chat job on a model and waits for its end. */
  async chat(model: string, prompt = 'hello', more: Record<string, unknown> = {}): Promise<JobObject> {
    const { body } = await this.post({ task: 'chat', model, input: { prompt }, ...more }, { wait: 60 });
    return body;
  }
}
