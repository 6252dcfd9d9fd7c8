/**
 * A job of the benchmark carries its number and the time it was sent in its prompt. The model echoes the prompt,
 * so the webhook brings both back, and any system under test can be followed from the first byte to the last
 * without help of its own. Both have a fixed width, so that a generator can write them into a finished request.
 */
const NUMBER_DIGITS = 10;
const TIME_DIGITS = 16;
const START = 'bench:';

/** What stands in a template where the number (of the `Idempotency-Key`, too) is to be. */
export const NUMBER_PLACE = '#'.repeat(NUMBER_DIGITS);
const TIME_PLACE = '@'.repeat(TIME_DIGITS);
export const MARKER = `${START}${NUMBER_PLACE}:${TIME_PLACE};`;

export interface Mark {
  readonly number: number;
  /** When the job was sent, see `nowMicros`. */
  readonly sentAt: number;
}

/** Finds the mark in a webhook's body. */
export function readMark(body: Buffer): Mark | undefined {
  const start = body.indexOf(START);
  if (start < 0) return undefined;
  const number = start + START.length;
  const time = number + NUMBER_DIGITS + 1;
  return {
    number: Number(body.toString('latin1', number, number + NUMBER_DIGITS)),
    sentAt: Number(body.toString('latin1', time, time + TIME_DIGITS)),
  };
}

/** Returns a function that writes number and time into every place of a finished request. */
export function markWriter(request: Buffer): (number: number, sentAt: number) => void {
  const numbers = placesOf(NUMBER_PLACE, request);
  const times = placesOf(TIME_PLACE, request);
  return (number, sentAt) => {
    const digits = String(number).padStart(NUMBER_DIGITS, '0');
    for (const place of numbers) request.write(digits, place, 'latin1');
    const micros = String(sentAt).padStart(TIME_DIGITS, '0');
    for (const place of times) request.write(micros, place, 'latin1');
  };
}

/** The text with number and time in every place. */
export function markText(text: string, mark: Mark): string {
  return text
    .replaceAll(NUMBER_PLACE, String(mark.number).padStart(NUMBER_DIGITS, '0'))
    .replaceAll(TIME_PLACE, String(mark.sentAt).padStart(TIME_DIGITS, '0'));
}

function placesOf(text: string, request: Buffer): number[] {
  const places: number[] = [];
  for (let at = request.indexOf(text); at >= 0; at = request.indexOf(text, at + text.length)) places.push(at);
  return places;
}
