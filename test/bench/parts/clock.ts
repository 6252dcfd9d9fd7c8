/** Microseconds on the clock that all processes of a machine share and that never jumps. */
export function nowMicros(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}
