import type { Simulator } from '../../../simulator/server.ts';

/** A call to a model as the simulator logged it. Times are Unix ms. */
export interface ModelCall {
  readonly prompt: string;
  readonly startedAt: number;
  /** When it was answered or its client left; undefined while it lasts. */
  readonly endedAt?: number;
  /** The client left before the answer. */
  readonly aborted: boolean;
}

/** The simulator's log of calls, oldest first, with its counts. */
export interface ModelCalls {
  readonly calls: readonly ModelCall[];
  readonly total: number;
  readonly inFlight: number;
  readonly maxInFlight: number;
}

interface Logged {
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly aborted: boolean;
  readonly request: { readonly messages: readonly { readonly content: string }[] } | null;
}

/** Reads the calls a simulator has seen. */
export async function readModelCalls({ url }: Simulator): Promise<ModelCalls> {
  const answer = await fetch(`${url}/simulator/calls`);
  const log = (await answer.json()) as { data: Logged[] } & Record<string, unknown>;
  return {
    calls: log.data.map(({ request, started_at, finished_at, aborted }) => ({
      prompt: request?.messages.at(-1)?.content ?? '',
      startedAt: Date.parse(started_at),
      endedAt: finished_at === null ? undefined : Date.parse(finished_at),
      aborted,
    })),
    total: Number(log.total),
    inFlight: Number(log.in_flight),
    maxInFlight: Number(log.max_in_flight),
  };
}
