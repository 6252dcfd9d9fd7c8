import type { ApiClient } from './api-client.ts';

interface CatalogVersion {
  readonly version: number;
  readonly digest: string;
  readonly labels: readonly string[];
  readonly created_by: string;
  readonly definition: Record<string, unknown>;
}

interface MovedLabel {
  readonly version: number;
  readonly previous_version: number | null;
}

export interface CatalogEntry {
  readonly data: readonly CatalogVersion[];
  readonly labels: Readonly<Record<string, { readonly version: number; readonly reason?: string }>>;
  readonly next_cursor: string | null;
}

/** Where a definition (`kind/name`) stands in the API. */
export function catalogPath(place: string, rest = ''): string {
  return `/v1/catalog/${place}${rest}`;
}

/** The catalog of an installation through its API. */
export function catalogClient(api: ApiClient) {
  return {
    put: (place: string, body: unknown) => api.request<CatalogVersion>('PUT', catalogPath(place), body),
    label: (place: string, name: string, body: unknown) =>
      api.request<MovedLabel>('PUT', catalogPath(place, `/labels/${name}`), body),
    unlabel: (place: string, name: string) =>
      api.request<MovedLabel>('DELETE', catalogPath(place, `/labels/${name}`)),
    rollBack: (place: string, body?: unknown) =>
      api.request<MovedLabel>('POST', catalogPath(place, '/rollback'), body),
    read: async (place: string, query = '') => (await api.get<CatalogEntry>(catalogPath(place, query))).body,
  };
}
