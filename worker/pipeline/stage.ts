import type { CompiledTask, Model } from '../../shared/catalog/catalog.ts';
import type { ModelKind } from '../../shared/catalog/definitions.ts';
import type { RenderedPrompt } from '../../shared/catalog/prompt-template.ts';
import type { ErrorCode } from '../../shared/errors/error-table.ts';
import type { Evaluated } from '../../shared/expressions/evaluation.ts';
import type { MinuteReservation } from '../../shared/limits/model-minute.ts';
import type { WaitingHop } from '../../shared/limits/waiting-hops.ts';
import type { Decision } from '../../shared/policy/decide.ts';
import type { Duties } from '../../shared/policy/duties.ts';
import type { PolicyRequest } from '../../shared/policy/policy-request.ts';
import type { Breakers, Pass } from '../../shared/resilience/breakers.ts';
import type { ModelLatencies } from '../../shared/resilience/model-latencies.ts';
import type { RedactionKeys } from '../../shared/security/tenant-keys.ts';
import type { AnswerCache, CachedAnswer } from '../../shared/stores/answer-cache.ts';
import type { Claim, OwnedJob } from '../../shared/stores/begin-attempt.ts';
import type { Delta } from '../../shared/stores/deltas.ts';
import type { JobOutput, Waiting } from '../../shared/stores/job-content.ts';
import type { JobRecord, Usage } from '../../shared/stores/job-record.ts';
import type { Journal } from '../../shared/stores/journal.ts';
import type { Finding } from '../guardrails/guardrail.ts';
import type { ModelAnswer } from '../models/model-port.ts';
import type { TimedModel } from '../models/timed-model.ts';
import type { TenantClasses } from '../redaction/compile-tenant-classes.ts';
import type { Restorer } from '../redaction/restorer.ts';
import type { TenantClass } from '../redaction/tenant-classes.ts';
import type { SideCall } from '../side-calls/side-call.ts';
import type { Repair } from './json-repair/repair.ts';
import type { StageTimer } from './stage-timer.ts';

/**
 * What a stage, and so a pipeline, comes to. Stages return it; they do not throw for control flow.
 * `suspend` and `escalate` wait for people. `retry` counts an attempt, `snooze` does not; `slowQueue` makes all hops of the queue wait as well. `reroute`
 * moves the job to another model. `ask` makes side calls, each on its own model's queue, and runs the stages again when
 * all have ended; what they have answered is in the journal.
 */
export type Outcome =
  | { readonly kind: 'continue' }
  | { readonly kind: 'complete'; readonly output: JobOutput; readonly model?: string }
  | { readonly kind: 'retry'; readonly error: StageError; readonly afterMs?: number }
  | { readonly kind: 'snooze'; readonly code: string; readonly afterMs: number; readonly slowQueue?: boolean }
  | Asking
  | Rerouted
  | Suspended
  | { readonly kind: 'refuse'; readonly error: StageError }
  | { readonly kind: 'fail'; readonly error: StageError }
  | { readonly kind: 'expire' }
  | { readonly kind: 'abandon' };

/** The job waits for people: `suspend` for approval, `escalate` for review. It holds no worker meanwhile. */
export interface Suspended {
  readonly kind: 'suspend' | 'escalate';
  /** Why, with words fit for the end user. */
  readonly error: StageError;
  readonly wait?: Partial<Pick<Waiting, 'role' | 'quorum' | 'digest' | 'candidate' | 'signals'>>;
}

/** What is asked of which models, by the names of the branches; it joins on a queue again. */
interface Asking {
  readonly kind: 'ask';
  /** Ids of the models. */
  readonly branches: Readonly<Record<string, string>>;
  /** What each is asked, where the branch cannot tell by itself. */
  readonly asked?: Readonly<Record<string, SideCall>>;
  readonly joinOn: string;
}

interface Rerouted {
  readonly kind: 'reroute';
  /** Why the job leaves its model. */
  readonly code: string;
  readonly model: string;
  readonly queue: string;
  /** Models that the job has failed on. */
  readonly failed: readonly string[];
  /** Whether it can only wait there, too. */
  readonly waits: boolean;
  /** How long the queue that it leaves rests, in ms. */
  readonly slowQueueMs?: number;
}

/** Why a stage did not go on: a code of `ERRORS`, and words for the job's reader. */
export interface StageError {
  readonly code: ErrorCode;
  readonly message: string;
}

/** One attempt on its way through the stages. Stages add to it what later ones need. */
export interface Run {
  readonly claim: Claim;
  readonly job: OwnedJob;
  readonly task: CompiledTask;
  readonly model: Model;
  /** What a side call is asked, where another stage has said so. */
  readonly asked?: SideCall;
  readonly journal: Journal;
  /** Aborts when the attempt must stop: cancelled, expired, lock lost, drained. */
  readonly signal: AbortSignal;
  readonly timer: StageTimer;
  /** Where the answers to requests that equal this one are kept; only for tasks that say so. */
  readonly cache?: AnswerCache;
  /** Whether the job is the one that finds the answer for the cache. */
  finds?: boolean;
  /** What the cache has answered; then no model is asked. */
  hit?: CachedAnswer;
  /** What policy demands for the job; until it is asked, the strictest. */
  duties: Duties;
  /** Whether policy goes by what classes of data there are, whatever becomes of them. */
  classified?: boolean;
  /** The input as models may see it. */
  input: unknown;
  /** What a reviewer who sent the job back has said, as models may see it. */
  guidance?: string;
  /** What guardrails have found and let pass. */
  flags: readonly Finding[];
  /** The task's own instructions, and the mark that they carry, where leaks of them are looked for. */
  instructions?: string;
  canary?: string;
  /** Classes of personal data and secrets that were found in it. */
  dataClasses: readonly string[];
  /** Puts back what was replaced in it. */
  restorer: Restorer;
  /** The value behind each pseudonym in it. */
  pseudonyms: ReadonlyMap<string, string>;
  /** What the job's tenant looks for beside the classes of data that all have. */
  tenantClasses: readonly TenantClass[];
  /** The blocks of the prompt's context, cut to what there is room for. */
  context?: ReadonlyMap<string, string>;
  prompt?: RenderedPrompt;
  answer?: ModelAnswer;
  output?: unknown;
  /** What was done to the model's answer so that it reads as JSON. */
  repairs: readonly Repair[];
  /** How often the present model was asked again, because its answer was none. */
  reasks: number;
  /** The model whose answer stands, where members of a cascade have agreed on it. */
  stands?: string;
  /** 0 to 1: by the signals that the task declares, or the share of the models asked that agree, where several were. */
  confidence?: number;
  /** The share of the same model's answers that say what the output says. */
  consistency?: number;
  /** Leave for the call that was answered last, until somebody has judged the answer. */
  pass?: Pass;
  /** Whether its call was a probe, and failed. */
  failedProbe?: boolean;
  /** Model calls of the job so far, replayed ones included. */
  calls: number;
  /** Whether this attempt has called the model itself. */
  called: boolean;
  /** Says that the job is being served, not put off: its queue has come as far as its turn. The first word counts. */
  beginTurn(): void;
  usage: Usage;
  /** Micro-USD. */
  cost: number;
  /** What is left of the job's reservation, in micro-USD; absent where no budget applied. */
  reserved?: number;
}

/** What stages may use of the world. */
export interface StageDependencies {
  /** Hears of errors that no stage foresaw. */
  brokeOff(run: Run, stage: string, error: unknown): void;
  /** The port of a model; undefined when it is not configured, or of another kind. */
  port<K extends ModelKind>(model: string, kind: K): TimedModel<K> | undefined;
  /** Reserves what a job's next call can cost, in micro-USD; the error when a budget has no room. */
  reserveMore(job: JobRecord, needed: number): Promise<StageError | 'moved_on' | undefined>;
  /** Asks whether a model's minute has room for a call's tokens; if not, how long its queue is to rest. */
  reserveMinute(model: Model, tokens: () => number): Promise<MinuteReservation | { readonly restMs: number }>;
  /** Lets hops run that wait for a time that has come. */
  wake(hops: readonly WaitingHop[]): Promise<void>;
  /** The catalog's entry of a model. */
  model(name: string): Model | undefined;
  /**
   * Asks policy about what a run is to do.
   * @throws PolicyFailure
   */
  decide(run: Run, request: PolicyRequest): Decision;
  /** Counts what a version in the shadow would have decided; no job waits for that. */
  countShadow(run: Run, decision: Decision): void;
  /** Evaluates an expression of a definition over a job's content. */
  evaluate(expression: string, input: unknown): Promise<Evaluated>;
  /** What a tenant's personal data is replaced by. */
  redactionKeys(tenant: string): Promise<RedactionKeys>;
  /** What a tenant looks for beside the classes that all have. */
  tenantClasses(tenant: string): Promise<TenantClasses>;
  /** What the marks of a tenant's prompts are derived from. */
  canarySecret(tenant: string): Promise<string>;
  readonly latencies: Pick<ModelLatencies, 'of'>;
  readonly breakers: Pick<Breakers, 'allows' | 'pass' | 'state' | 'openUntil'>;
  /** False when the attempt no longer owns the job. */
  appendDelta(run: Pick<Run, 'claim' | 'job'>, delta: Delta): Promise<boolean>;
}

export interface Stage {
  readonly name: string;
  /** Whether the run has the stage at all; by default it has. */
  readonly applies?: (run: Run) => boolean;
  readonly run: (run: Run, dependencies: StageDependencies) => Promise<Outcome> | Outcome;
}

export const CONTINUE: Outcome = { kind: 'continue' };
