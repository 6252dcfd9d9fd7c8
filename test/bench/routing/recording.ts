import type { Complaint } from './complaints.ts';

/** The complaints' answers in the form that the simulator replays, a line for each. */
export function recordingOf(complaints: readonly Complaint[]): string {
  const lines = complaints.flatMap(({ narrative, answers }) =>
    Object.entries(answers).map(([model, { label, seconds }]) =>
      JSON.stringify({
        model,
        input: narrative,
        output: JSON.stringify({ product: label }),
        latency_ms: 1_000 * seconds,
      }),
    ),
  );
  return `${lines.join('\n')}\n`;
}
