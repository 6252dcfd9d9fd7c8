import type { Call } from './call.ts';

/** A call as JSON text, in the words of the simulator's HTTP interface. */
export function describeCall(call: Call): string {
  const facts = {
    id: call.id,
    model: call.model,
    path: call.path,
    started_at: new Date(call.startedAt).toISOString(),
    finished_at: call.finishedAt === null ? null : new Date(call.finishedAt).toISOString(),
    status: call.status,
    aborted: call.aborted,
    stream: call.stream,
    authorization_present: call.authorizationPresent,
  };
  try {
    return JSON.stringify({ ...facts, request: call.request });
  } catch {
    // JSON.parse takes deeper nesting than JSON.stringify can write.
    return JSON.stringify({ ...facts, request: null });
  }
}
