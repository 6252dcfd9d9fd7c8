import type { ApiClient } from './api-client.ts';
import type { HeldModel } from './held-model.ts';

/** Jobs posted at the same time. */
const AT_ONCE = 50;

/** Posts that many jobs on the held model, all with one prompt, by which their calls are told apart. @returns their ids */
export async function postMany(
  api: ApiClient,
  count: number,
  prompt: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const chunk = Array.from({ length: Math.min(AT_ONCE, count - ids.length) }, () =>
      api.post({ task: 'chat', model: 'sim-held', input: { prompt }, ...more }),
    );
    for (const { status, body } of await Promise.all(chunk)) {
      if (status !== 202) throw new Error(`a job was not accepted: ${JSON.stringify(body)}`);
      ids.push(body.id);
    }
  }
  return ids;
}

/** Answers the calls of a held model one after the other, in the order in which they began. */
export class Turns {
  readonly #held: HeldModel;
  #answered = 0;

  constructor(held: HeldModel) {
    this.#held = held;
  }

  /** Answers the next calls. @returns their prompts */
  async serve(count: number): Promise<string[]> {
    const prompts: string[] = [];
    while (prompts.length < count) {
      this.#answered += 1;
      const call = await this.#held.nth(this.#answered);
      call.answer();
      prompts.push(call.prompt);
    }
    return prompts;
  }

  /** Answers calls until that many with a prompt are among them. @returns the prompts of all */
  async serveUntil(prompt: string, count: number): Promise<string[]> {
    const prompts: string[] = [];
    while (countOf(prompts, prompt) < count) prompts.push(...(await this.serve(1)));
    return prompts;
  }
}

export function countOf(prompts: readonly string[], prompt: string): number {
  return prompts.filter((one) => one === prompt).length;
}
