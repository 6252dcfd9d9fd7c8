/** BullMQ's greatest priority: 21 bits. */
const LAST = 2 ** 21 - 1;
/** Sixteen bits of a priority are digits, five say how many more digits there were. */
const DIGITS = 2 ** 16;

/**
 * The BullMQ priority of a hop, 1 to 2,097,151, by how far its place lies behind the base of its queue. It is a small
 * floating-point number: exact below 131,072, to one part in 65,536 up to 2^47. A hop with an earlier place never
 * has a greater priority, and what lies before the base comes first.
 */
export function hopPriority(distance: number): number {
  const whole = Math.max(0, Math.floor(distance));
  const dropped = whole < DIGITS ? 0 : Math.floor(Math.log2(whole)) - 16;
  return Math.min(LAST, 1 + dropped * DIGITS + Math.floor(whole / 2 ** dropped));
}
