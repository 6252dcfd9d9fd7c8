export interface Question {
  readonly id: number;
  readonly about: string;
  readonly value: unknown;
}

export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

type Answers<T> = { readonly [About in keyof T]: (value: never) => unknown };

/**
 * Makes this process answer its parent's questions, and tells the parent that it is ready.
 * It ends on SIGTERM and when the parent is gone.
 */
export function answerParent<T extends Answers<T>>(answers: T): void {
  process.on('disconnect', () => process.exit());
  process.on('message', async ({ id, about, value }: Question) => {
    const answer = Object.entries<(value: never) => unknown>(answers).find(([name]) => name === about)?.[1];
    try {
      if (!answer) throw new Error(`nobody answers ${about}`);
      reply({ id, value: await answer(value as never) });
    } catch (error) {
      reply({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  tellReady();
}

/** Tells the process that started this one, if any, that this one can be used. */
export function tellReady(): void {
  // An orderly end lets a profiler write what it has seen.
  process.once('SIGTERM', () => process.exit());
  process.send?.({ ready: true });
}

function reply(answer: Answer): void {
  process.send?.(answer);
}
