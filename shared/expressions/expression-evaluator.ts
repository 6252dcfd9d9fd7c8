import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type Evaluated, type Evaluation, LONGEST_MS } from './evaluation.ts';

/** A function of JSONata may be at it for long without looking at the time: then its thread is ended. */
const PATIENCE_MS = 4 * LONGEST_MS;
/**
 * How long an expression may wait while others are evaluated. One that has to be ended is no reason yet to give up
 * those behind it, two are; else a task whose expressions all run away would hold up everybody's for minutes.
 */
const LONGEST_WAIT_MS = 5 * LONGEST_MS;
const MEMORY = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 };

const OUT_OF_TIME: Evaluated = { ok: false, code: 'expression_timeout' };
const OUT_OF_MEMORY: Evaluated = { ok: false, code: 'expression_too_large' };
const NO_THREAD: Evaluated = { ok: false, code: 'expression_failed' };

/**
 * Evaluates JSONata in a thread of its own, one expression after the other: none can hold up the process, take its
 * memory or outstay its time. Whoever has waited too long for others is not evaluated any more. The thread begins with
 * the first expression, and anew after one that had to be ended.
 */
export class ExpressionEvaluator {
  #thread: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();
  /** What all evaluations have taken so far; a thread that begins is not counted. */
  #spentMs = 0;

  /** @param input JSON; it is `$` to the expression */
  evaluate(expression: string, input: unknown): Promise<Evaluated> {
    const evaluation = { expression, input: JSON.stringify(input ?? null) };
    const spentBefore = this.#spentMs;
    const inTurn = () => {
      const waitedMs = this.#spentMs - spentBefore;
      return waitedMs > LONGEST_WAIT_MS ? OUT_OF_TIME : this.#run(evaluation);
    };
    const evaluated = this.#last.then(inTurn).catch(() => NO_THREAD);
    this.#last = evaluated;
    return evaluated;
  }

  async close(): Promise<void> {
    await this.#thread?.terminate();
    this.#thread = undefined;
  }

  async #run(evaluation: Evaluation): Promise<Evaluated> {
    const thread = this.#thread ?? (await this.#start());
    const { promise, resolve } = Promise.withResolvers<Evaluated>();
    const answered = (evaluated: Evaluated) => resolve(evaluated);
    const ended = () => resolve(OUT_OF_MEMORY);
    const timer = setTimeout(() => resolve(OUT_OF_TIME), PATIENCE_MS);
    thread.once('message', answered).once('exit', ended);
    const begun = performance.now();
    // It keeps the process only while somebody waits for it.
    thread.ref();
    thread.postMessage(evaluation);
    const evaluated = await promise;
    clearTimeout(timer);
    this.#spentMs += performance.now() - begun;
    thread.unref();
    thread.off('message', answered).off('exit', ended);
    if (evaluated === OUT_OF_TIME || evaluated === OUT_OF_MEMORY) await this.close();
    return evaluated;
  }

  /** Whoever waits for the thread to begin does so at no expression's expense. */
  async #start(): Promise<Worker> {
    const thread = new Worker(new URL('./expression-thread.ts', import.meta.url), { resourceLimits: MEMORY });
    // What it dies of is told by its end.
    thread.on('error', () => {});
    await once(thread, 'online');
    this.#thread = thread;
    return thread;
  }
}
