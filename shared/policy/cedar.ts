import { createRequire } from 'node:module';
import type * as Cedar from '@cedar-policy/cedar-wasm/nodejs';

let loaded: typeof Cedar | undefined;

/** The Cedar engine. It is loaded when it is first asked for: a process that decides nothing does without it. */
export function cedar(): typeof Cedar {
  loaded ??= createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs') as typeof Cedar;
  return loaded;
}
