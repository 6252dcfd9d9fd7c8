import type { CompiledTask } from '../catalog/catalog.ts';

/** What a model must be able to read of a job: all but the blocks of its context, which are cut to what it can. */
export function textToRead({ renderContext, render }: CompiledTask, input: unknown): string {
  if (!render || !renderContext) return JSON.stringify(input);
  try {
    const { system = '', user } = render(input);
    return system + user;
  } catch {
    // The worker says what is wrong with it.
    return JSON.stringify(input);
  }
}
