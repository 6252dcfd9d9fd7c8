/** The word by which the simulator finds a text unfit. */
const OBJECTIONABLE = /\bobjectionable\b/i;

/** The verdict of a judge on a text, by one word: no judgement, but the same for the same text. */
export function judgeText(text: string): string {
  return JSON.stringify(
    OBJECTIONABLE.test(text) ? { verdict: 'fail', score: 0.9 } : { verdict: 'pass', score: 0.9 },
  );
}
