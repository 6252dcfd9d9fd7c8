import { isAudited, movingEntry } from '../audit/job-entries.ts';
import { isFinal, type JobStatus, needsHop, statesBefore } from '../contracts/job-states.ts';
import { budgetExceeded } from '../cost/budget-exceeded.ts';
import { counterKeys, type Reservation } from '../cost/reservation.ts';
import type { AppError } from '../errors/app-error.ts';
import { tenantLimitKeys, type WaitingHop, waitingHop } from '../limits/waiting-hops.ts';
import { modelQueue } from '../queues/queue-names.ts';
import { turnOf } from '../queues/turns.ts';
import type { ScriptArgument } from '../redis/scripts.ts';
import { branchField, openBranches } from './branches.ts';
import type { JobResult } from './job-content.ts';
import { PART } from './job-content.ts';
import { type LogEntry, lifecycleEntry } from './job-log.ts';
import type { JobRecord } from './job-record.ts';
import type { NewDelivery } from './new-delivery.ts';
import type { Store } from './store.ts';

/** A change of a job's state and everything that must be written with it. */
export interface Move {
  /** When it happens, in Unix ms. */
  readonly at: number;
  readonly to: JobStatus;
  /** Only an attempt that still owns the job may do it. */
  readonly fence?: { readonly hop: number; readonly attempt: number };
  /** Only when the record is still the one the caller read. */
  readonly ifVersion?: number;
  /** Narrows the legal states to start from. */
  readonly from?: readonly JobStatus[];
  readonly entry: Omit<LogEntry, 'at' | 'status'>;
  readonly result?: JobResult;
  readonly error?: { readonly code: string; readonly stage?: string };
  readonly retryAt?: number;
  readonly expiresAt?: number;
  /** Move the job to a new hop on this queue. */
  readonly nextHopOn?: string;
  /** How far the queues of its new hops have come, in virtual tokens. */
  readonly queuesNow?: ReadonlyMap<string, number>;
  /** The hop's model is another one. */
  readonly reroute?: Reroute;
  /** The model whose answer stands, where it is not the job's own. */
  readonly model?: string;
  /** Side calls to be made before that hop, by name: the ids of the models on whose queues they are. */
  readonly branches?: Readonly<Record<string, string>>;
  /** Why the attempt was put off, not tried: it does not count. */
  readonly putOff?: string;
  /** The attempt has made no call: what it has taken of its tenant's minute is given back. */
  readonly unused?: boolean;
  /** How many probes have failed with it, once another has. */
  readonly failedProbes?: number;
  /** Do the job anew: it reserves what it may cost from now on. */
  readonly redrive?: Reservation;
  /** Do the job anew without the model answers that led here, on what is left of its reservation. */
  readonly again?: boolean;
  /** What a person adds to the journal. */
  readonly effect?: { readonly id: string; readonly value: unknown };
  readonly delivery?: NewDelivery;
  /** When the first part of it is due to go, where it ends, in Unix ms. */
  readonly sweepAt?: number;
}

/** A job's way to another model. */
export interface Reroute {
  readonly model: string;
  /** Models that the job has failed on. */
  readonly failed: readonly string[];
  /** It goes there to wait. A job that wanders while it waits has no line in its timeline for every step. */
  readonly waits?: boolean;
}

export type Moved =
  | {
      readonly done: true;
      readonly version: number;
      readonly hop: number;
      readonly at: number;
      /** Where the turns of its new hops begin, where they have taken one: of the hop, or of the branches. */
      readonly starts: readonly number[];
      /** Hops of the tenant that now have room, to be woken. */
      readonly called: readonly WaitingHop[];
    }
  | {
      readonly done: false;
      readonly status: JobStatus | 'missing';
      readonly hop: number;
      /** A budget that has no room for the redrive. */
      readonly refusal?: AppError;
    };

/** How long a queued or running job goes unchecked by the reconciler, in ms. */
export const CHECK_INTERVAL_MS = 10_000;

/** How long a new delivery may be without its hop, in ms: a first attempt that is made at once takes 17 s at most. */
export const FIRST_ATTEMPT_MS = 20_000;

/** Changes a job's state, all or nothing. `done: false` means the job was not the caller's to move. */
export async function moveJob(store: Store, record: JobRecord, move: Move): Promise<Moved> {
  const { at } = move;
  const { keys } = store;
  const { tenant, id, task } = record;
  const from = (move.from ?? statesBefore(move.to)).filter((status) =>
    statesBefore(move.to).includes(status),
  );
  // Of a job whose key is gone no content can be kept, but its end.
  const box = (move.result || move.effect) && (await store.dataKeys.box(tenant, id, record));
  const { delivery, redrive } = move;
  const turns = turnsOf(record, move);
  const counted = redrive?.day ?? (isFinal(move.to) ? record.reservedOn : undefined);
  const command = {
    id,
    now: at,
    to: move.to,
    from,
    partition: `${task}:${move.to}`,
    channel: isFinal(move.to) ? keys.jobEnds() : keys.jobSteps(),
    message: `${tenant} ${id}`,
    // An attempt that ends its own job needs no telling.
    aborts: move.fence ? undefined : keys.aborts(),
    fence: move.fence,
    version: move.ifVersion,
    fields: fieldsOf(move, record, at),
    open: openUntil(move, record, at),
    finished: isFinal(move.to) ? move.sweepAt : undefined,
    put_off: move.putOff,
    next_hop: move.nextHopOn,
    waits: move.reroute?.waits || undefined,
    redrive: redrive !== undefined || move.again || undefined,
    effect: move.effect?.id,
    reserve: redrive,
    reserved_on: record.reservedOn,
    ...turns,
    unused: move.unused,
    audit: isAudited(move) ? movingEntry(record, move, box) : undefined,
    delivery: delivery && { id: delivery.id, open: at + FIRST_ATTEMPT_MS, fields: delivery.fields },
  };
  const reply = (await store.run(
    'move-job',
    [
      ...[keys.job(tenant, id), keys.jobResult(tenant, id)],
      ...[keys.jobJournal(tenant, id), keys.jobLog(tenant, id), keys.jobDeltas(tenant, id)],
      ...[keys.openJobs(tenant), keys.finishedJobs(tenant), keys.jobPartitions(tenant)],
      keys.jobPartition(tenant, task, move.to),
      ...from.map((status) => keys.jobPartition(tenant, task, status)),
      ...(delivery ? deliveryKeys(store, record, delivery) : []),
      ...(counted === undefined ? [] : counterKeys(keys, tenant, counted)),
      ...(redrive ? [keys.budgets(tenant)] : []),
      keys.auditPending(tenant),
      ...[keys.awaitingPeople(tenant, 'awaiting_approval'), keys.awaitingPeople(tenant, 'awaiting_review')],
      ...[keys.turns(tenant), ...tenantLimitKeys(keys, tenant)],
    ],
    [
      JSON.stringify(command),
      (move.result && box?.seal(PART.result, move.result)) ?? '',
      delivery?.sealedMessage ?? '',
      lifecycleEntry({ at, status: move.to, ...move.entry }),
      (move.effect && box?.seal(`${PART.effect}:${move.effect.id}`, move.effect.value)) ?? '',
    ] satisfies ScriptArgument[],
  )) as [1, number, number, Buffer[]?, Buffer[]?] | [0, Buffer, Buffer, Buffer[]?];
  if (reply[0] === 1) {
    const [, version, newHop, starts = [], called = []] = reply;
    return {
      ...{ done: true, version, hop: newHop, at },
      starts: starts.map((start) => Number(String(start))),
      called: called.map(waitingHop),
    };
  }
  const [, now, hop, facts] = reply;
  const refusal = redrive && facts && budgetExceeded(facts, redrive.day);
  return { done: false, status: String(now) as JobStatus | 'missing', hop: Number(String(hop)), refusal };
}

/**
 * The turns that a move takes and may give back. A hop that only replaces one that was lost takes none: it goes at once.
 */
function turnsOf(record: JobRecord, move: Move): { takes?: object[]; leaves?: object[] } | undefined {
  const { reroute, redrive, branches } = move;
  const moves = (reroute ?? redrive ?? branches) !== undefined;
  // What an attempt ends, it has served.
  const leaves = isFinal(move.to) ? move.fence === undefined : moves && move.putOff !== undefined;
  if (!moves && !leaves) return undefined;
  const takes = queuesOf(move).map((queue) => ({
    ...turnOf({ ...record, queue }),
    now: move.queuesNow?.get(queue) ?? 0,
  }));
  return {
    ...(moves && { takes }),
    ...(leaves && { leaves: turnsHeld(record) }),
  };
}

/** The turns of a job: on the queues of its open branches, or of the hop that carries it on. */
function turnsHeld(record: JobRecord): object[] {
  const branches = openBranches(record);
  if (branches.length === 0) return [turnOf(record)];
  return branches.map(({ branch, model }) => ({
    ...turnOf({ ...record, queue: modelQueue(model) }),
    branch,
  }));
}

/** The queues of the hops that a move leads to: of its branches, or of the one that carries the job on. */
export function queuesOf({ nextHopOn, branches }: Pick<Move, 'nextHopOn' | 'branches'>): string[] {
  if (branches) return Object.values(branches).map(modelQueue);
  return nextHopOn === undefined ? [] : [nextHopOn];
}

function deliveryKeys({ keys }: Store, { tenant, id }: JobRecord, delivery: NewDelivery): string[] {
  return [
    keys.delivery(tenant, delivery.id),
    keys.deliveryMessage(tenant, delivery.id),
    keys.jobDeliveries(tenant, id),
    keys.openDeliveries(tenant),
    keys.endpointDeliveries(tenant, delivery.target.endpointId),
  ];
}

/** When the reconciler looks next; a job that waits for a person is looked at when it expires. */
function openUntil(move: Move, record: JobRecord, at: number): number | undefined {
  if (isFinal(move.to)) return undefined;
  const expires = move.expiresAt ?? record.expiresAt;
  if (!needsHop(move.to)) return expires;
  return Math.min(expires, Math.max(at, move.retryAt ?? 0) + CHECK_INTERVAL_MS);
}

function fieldsOf(move: Move, record: JobRecord, at: number): string[] {
  const { reroute } = move;
  const fields: Record<string, string | number | undefined> = {
    finished_at: isFinal(move.to) ? at : undefined,
    error_code: move.error?.code,
    error_stage: move.error?.stage,
    retry_at: move.retryAt,
    expires_at: move.expiresAt,
    failed_probes: move.redrive || move.again ? 0 : move.failedProbes,
    queue: move.nextHopOn,
    model: move.model ?? reroute?.model,
    first_model: reroute && (record.firstModel ?? record.model),
    first_queue: (reroute ?? move.branches) && (record.firstQueue ?? record.queue),
    failed_models: reroute?.failed.length ? reroute.failed.join(',') : undefined,
  };
  const branches = Object.entries(move.branches ?? {});
  if (branches.length > 0) fields.pending = branches.length;
  for (const [branch, model] of branches) fields[branchField(branch)] = model;
  return Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [name, String(value)],
  );
}
