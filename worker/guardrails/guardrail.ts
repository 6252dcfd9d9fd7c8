import type { TenantClass } from '../redaction/tenant-classes.ts';

/** Where a text comes from, or goes to. */
export type Place = 'input' | 'context' | 'output';

/** A stretch of the checked text, in UTF-16 units; `end` is behind it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Why a guardrail did not simply pass a text. Says nothing that the text says. */
export interface Finding {
  /** Stable, for policies, statistics and tests. */
  readonly reason: string;
  /** For the operator who reads the timeline. */
  readonly explanation: string;
  /** 0 to 1: how sure the guardrail is. */
  readonly score: number;
  readonly spans: readonly Span[];
}

/** What a guardrail says of a text. `rewrite` gives the text to go on with. */
export type Verdict =
  | { readonly kind: 'pass'; readonly score: number }
  | ({ readonly kind: 'flag' | 'block' } & Finding)
  | ({ readonly kind: 'rewrite'; readonly text: string } & Finding);

/** What guardrails may know beside the text. */
export interface Facts {
  readonly place: Place;
  /** The task's own instructions, without anything from outside. */
  readonly systemPrompt?: string;
  /** The mark that the system prompt carries. */
  readonly canary?: string;
  /** For an output: what whoever asks has written, as models were shown it. */
  readonly request?: () => string;
  /** What the tenant looks for beside the classes of data that all have. */
  readonly tenantClasses?: readonly TenantClass[];
  /** Aborts when nobody waits for the verdict any more. */
  readonly signal: AbortSignal;
}

/** One check. A check that throws, or takes too long, has not passed. */
export interface Guardrail {
  readonly name: string;
  readonly appliesTo: readonly Place[];
  /** What a check costs beside others: text only, a long computation, a call to a model. */
  readonly cost: 'cheap' | 'dear' | 'remote';
  check(text: string, facts: Facts): Verdict | Promise<Verdict>;
}

/** What a task lets happen when a guardrail finds something. */
export type Action = 'flag' | 'block';
