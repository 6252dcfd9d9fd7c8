import { parentPort } from 'node:worker_threads';
import jsonata from 'jsonata';
import { type Evaluated, type Evaluation, LONGEST_MS } from './evaluation.ts';

/** Levels of calls and of nested expressions; members of a list. */
const GUARDS = { timeout: LONGEST_MS, stack: 500, sequence: 100_000 };
/** Characters of a value as JSON. */
const LONGEST_VALUE = 1_000_000;

/** What JSONata reports for its guards. */
const TIMEOUT = 'D1012';

parentPort?.on('message', (evaluation: Evaluation) => {
  void evaluate(evaluation).then((evaluated) => parentPort?.postMessage(evaluated));
});

async function evaluate({ expression, input }: Evaluation): Promise<Evaluated> {
  try {
    const value = JSON.stringify(await jsonata(expression, GUARDS).evaluate(JSON.parse(input)));
    if (value === undefined) return { ok: false, code: 'expression_empty' };
    return value.length > LONGEST_VALUE ? { ok: false, code: 'expression_too_large' } : { ok: true, value };
  } catch (thrown) {
    // Messages may quote the input, so only codes leave the thread.
    const { code, position } = thrown as Partial<jsonata.JsonataError>;
    const failure = code === TIMEOUT ? 'expression_timeout' : 'expression_failed';
    return { ok: false, code: failure, error: code, position };
  }
}
