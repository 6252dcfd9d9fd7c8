import type { JobObject } from '../../../shared/contracts/job-object.ts';
import type { Api } from './api.ts';
import type { Arm } from './arms.ts';
import type { Complaint } from './complaints.ts';

/** How a job of one complaint ended. */
export interface Outcome {
  /** What was answered; none where the answer was not valid. */
  readonly product?: string;
  /** The model whose answer it is. */
  readonly model: string | null;
  readonly costMicroUsd: number;
  /** From its acceptance to its end, with models that take as long as they did when they were recorded. */
  readonly seconds: number;
}

/** By the name of the arm, in the order of the complaints. */
export type Outcomes = ReadonlyMap<string, readonly Outcome[]>;

export interface Pace {
  /** Jobs that wait for their result at once. */
  readonly atOnce: number;
  /** How many times faster than recorded the models answer. */
  readonly speed: number;
}

/**
 * Has every complaint answered in every way. All ways of one complaint come before the next, so that whatever slows the
 * machine slows all of them.
 * @throws Error when a job ends other than completed or with an answer that is not valid
 */
export async function replay(
  api: Api,
  arms: readonly Arm[],
  complaints: readonly Complaint[],
  { atOnce, speed }: Pace,
): Promise<Outcomes> {
  const outcomes = new Map<string, Outcome[]>(arms.map(({ name }) => [name, []]));
  const todo = complaints.flatMap((complaint, at) => arms.map((arm) => ({ complaint, at, arm })));
  let next = 0;
  const work = async () => {
    for (let one = todo[next++]; one; one = todo[next++]) {
      const { complaint, at, arm } = one;
      const request = { ...arm.request, input: { narrative: complaint.narrative } };
      const job = await api.runJob(request, `${arm.name} ${complaint.id}`);
      (outcomes.get(arm.name) ?? [])[at] = outcomeOf(job, recordedSeconds(arm, job, complaint), speed);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return outcomes;
}

/** How long the calls of a job took that waited for each other: the slowest member's, and that of the model above. */
function recordedSeconds({ members }: Arm, { model }: JobObject, { answers }: Complaint): number {
  const secondsOf = (name: string | null) => answers[name ?? '']?.seconds ?? 0;
  const side = Math.max(0, ...members.map(secondsOf));
  return members.includes(model ?? '') ? side : side + secondsOf(model);
}

function outcomeOf(job: JobObject, recorded: number, speed: number): Outcome {
  const { status, error, result, model, cost_micro_usd, created_at, finished_at } = job;
  if (status !== 'completed' && error?.code !== 'invalid_output') {
    throw new Error(`job ${job.id} of ${job.task} ended as ${status}: ${error?.code} ${error?.message}`);
  }
  const output = result?.output as { readonly product: string } | undefined;
  const seconds = (Date.parse(finished_at ?? '') - Date.parse(created_at)) / 1_000;
  // The models were hurried, the system was not: only their part is stretched again.
  const own = Math.max(0, seconds - recorded / speed);
  return { product: output?.product, model, costMicroUsd: cost_micro_usd, seconds: recorded + own };
}
