import type { JsonObject } from '../protocol/json.ts';
import { createRandom, hashText } from '../random.ts';
import { createCheckMaker } from './check-instance.ts';
import { UnfillableSchema } from './context.ts';
import { fillValue } from './fill-value.ts';
import { readSubject, type Subject } from './subject.ts';

const attempts = 12;
const maxValues = 20_000;

/** Makes instances of schemas. */
export type MakeInstance = (schema: JsonObject, text: string, seed: number) => unknown;

/**
 * Creates a function that fills a schema from a text. What it returns satisfies the schema, and is the same
 * for the same schema, text and seed. Errors: `UnfillableSchema` for a schema that is invalid, or of which
 * no instance was found.
 */
export function createInstanceMaker(): MakeInstance {
  const makeCheck = createCheckMaker();
  return (schema, text, seed) => {
    const check = asUnfillable(() => makeCheck(schema));
    const subject = readSubject(text);
    const start = hashText(subject.text, seed);
    let reason = 'the simulator found no instance of it';
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      try {
        const value = asUnfillable(() => fillOnce(schema, subject, start, attempt));
        if (check(value)) return value;
      } catch (error) {
        if (!(error instanceof UnfillableSchema)) throw error;
        reason = error.message;
      }
    }
    throw new UnfillableSchema(reason);
  };
}

function fillOnce(root: JsonObject, subject: Subject, start: number, attempt: number): unknown {
  const context = {
    root,
    subject,
    random: createRandom(start + attempt),
    attempt,
    budget: { left: maxValues },
  };
  return fillValue(root, { name: '', depth: 0, index: 0, listed: false, stated: subject.stated }, context);
}

// Too deep a schema shows as a RangeError of the stack, an invalid one as an Error of its check.
function asUnfillable<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof UnfillableSchema) throw error;
    throw new UnfillableSchema(error instanceof Error ? error.message : String(error));
  }
}
