import { expect } from 'vitest';
import type { Simulator } from '../../simulator/server.ts';

/** One call as the simulator logged it. */
export interface SimulatorCall {
  readonly model: string;
  readonly status: number | null;
  readonly aborted: boolean;
  readonly stream: boolean;
  readonly started_at: string;
  readonly finished_at: string | null;
  readonly request: {
    /** Of a call for chat. */
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly [parameter: string]: unknown;
  };
}

interface CallList {
  readonly data: readonly SimulatorCall[];
  readonly max_in_flight_by_model: Readonly<Record<string, number>>;
  readonly total_by_model: Readonly<Record<string, number>>;
}

/** The simulator's log and its exact counts. */
export async function readCalls({ url }: Simulator): Promise<CallList> {
  return (await (await fetch(`${url}/simulator/calls`)).json()) as CallList;
}

/** The calls for chat of whose messages one contains a text, oldest first. */
export async function callsAbout(simulator: Simulator, text: string): Promise<SimulatorCall[]> {
  const { data } = await readCalls(simulator);
  return data.filter(({ request }) => request.messages?.some(({ content }) => content.includes(text)));
}

/** Waits until the simulator has such a call, and returns it. */
export async function callWhere(
  simulator: Simulator,
  text: string,
  matches: (call: SimulatorCall) => boolean = () => true,
): Promise<SimulatorCall> {
  let found: SimulatorCall | undefined;
  await expect
    .poll(
      async () => {
        found = (await callsAbout(simulator, text)).find(matches);
        return found !== undefined;
      },
      { interval: 10, timeout: 10_000 },
    )
    .toBe(true);
  return found as SimulatorCall;
}

/** Sets a fault of a model: the next `count` calls meet it. */
export async function setFault(simulator: Simulator, fault: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${simulator.url}/simulator/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });
  if (!answer.ok) throw new Error(`the simulator refused the fault: ${await answer.text()}`);
}

/** Removes the fault of a model. */
export async function removeFault(simulator: Simulator, model: string): Promise<void> {
  const answer = await fetch(`${simulator.url}/simulator/faults?model=${model}`, { method: 'DELETE' });
  if (!answer.ok) throw new Error(`the simulator refused: ${await answer.text()}`);
}
