import type { Action } from './actions.ts';

/** What is to be decided. */
export interface PolicyRequest {
  readonly action: Action;
  /** Whose work it is: the API key that asked for it, in its tenant and its roles. */
  readonly principal: { readonly tenant: string; readonly key: string; readonly roles: readonly string[] };
  readonly resource: {
    readonly type: 'Task' | 'Model' | 'Destination';
    readonly id: string;
    readonly attributes: Readonly<Record<string, string | number | boolean>>;
  };
  readonly context: Readonly<Record<string, ContextValue>>;
}

/** Tags are what a caller has said: names and texts. */
export type ContextValue =
  | string
  | number
  | boolean
  | readonly string[]
  | Date
  | { readonly tags: Readonly<Record<string, string>> };
