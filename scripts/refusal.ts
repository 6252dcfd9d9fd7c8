/** A reason to stop that is a sentence for the person at the terminal, and says what to do. Shown without a stack. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
