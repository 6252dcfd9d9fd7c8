import type { Content } from '../../shared/catalog/entry.ts';
import { Refusal } from '../refusal.ts';

/** A version as the API shows it. */
export interface ApiVersion {
  readonly version: number;
  readonly digest: string;
  readonly labels: readonly string[];
  readonly definition: Content;
}

interface Page {
  readonly data: readonly ApiVersion[];
  readonly next_cursor: string | null;
}

/** The catalog of a running installation, over its API. */
export class CatalogApi {
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  /** Every version of a definition, newest first; none when it is not stored. */
  async versions(place: string): Promise<ApiVersion[]> {
    const versions: ApiVersion[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: Page | undefined = await this.#send('GET', `${place}?limit=100${query}`);
      versions.push(...(page?.data ?? []));
      cursor = page?.next_cursor ?? null;
    }
    return versions;
  }

  async put(place: string, definition: Content): Promise<ApiVersion> {
    return required(await this.#send<ApiVersion>('PUT', place, definition));
  }

  async promote(place: string, version: number, reason?: string): Promise<void> {
    await this.#send('PUT', `${place}/labels/production`, { version, reason });
  }

  /** @returns the version that the label points at now */
  async rollBack(
    place: string,
    body: { readonly label?: string; readonly reason?: string },
  ): Promise<number> {
    return required(await this.#send<{ version: number }>('POST', `${place}/rollback`, body)).version;
  }

  /** @returns undefined for what is not found by a `GET` @throws {Refusal} in the words of the API */
  async #send<T>(method: string, path: string, body?: unknown): Promise<T | undefined> {
    const answer = await fetch(`${this.#url}/v1/catalog/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new Refusal(`Nothing answers at ${this.#url}. Start it, or set API_URL.`);
    });
    const told = (await answer.json()) as T & { readonly detail?: string };
    if (answer.ok) return told;
    if (answer.status === 404 && method === 'GET') return undefined;
    throw new Refusal(`${path}: ${told.detail ?? `the API answered ${answer.status}`}`);
  }
}

function required<T>(answer: T | undefined): T {
  if (answer === undefined) throw new Refusal('The API answered nothing.');
  return answer;
}
