import { _, type Ajv, type CodeKeywordDefinition } from 'ajv';

/** What one check may take: 250,000 values that each have a schema of their own, or four texts of 1 MB with a pattern. */
const MOST_STEPS = 250_000;
const UNBOUNDED = 1_000_000_000;
/** So many characters, as a power of two, cost as much as a schema: to count, and to read through. */
const COUNTED = 8;
const READ = 4;

/** The steps of one check at a time. */
export interface Steps {
  /** Begins a check: until the next one begins, all throw that have taken too many steps. */
  begin(): void;
  /** Takes steps for reading a text through. */
  read(text: string): void;
}

/**
 * Makes the schemas that are compiled from now on count their steps: one for each schema that a value is held to, more
 * for long texts and large objects. Schemas that refer to themselves in several places at once could otherwise take
 * twice the time for each level of a value. Until the first check begins nothing is bounded.
 */
export function boundSteps(ajv: Ajv): Steps {
  const steps = { left: UNBOUNDED };
  const take = (count: number) => {
    steps.left -= count;
    if (steps.left < 0) throw new Error(`that takes more than ${MOST_STEPS} steps`);
  };
  const keyword = '$steps';
  const everywhere = Object.keys(ajv.RULES.all);
  ajv.addKeyword({
    keyword,
    before: '$ref',
    code: ({ gen, data, parentSchema }) => {
      const left = _`${gen.scopeValue('obj', { ref: steps })}.left`;
      const characters = charactersPerStep(parentSchema);
      if (characters > 0) {
        gen.if(_`typeof ${data} === "string"`, () =>
          gen.code(_`${left} -= ${data}.length >>> ${characters}`),
        );
      }
      if ('patternProperties' in parentSchema) {
        gen.if(_`typeof ${data} === "object" && ${data} !== null`, () =>
          gen.code(_`${left} -= Object.keys(${data}).length`),
        );
      }
      gen.if(_`--${left} < 0`, () => gen.code(_`${gen.scopeValue('func', { ref: take })}(0)`));
    },
  } satisfies CodeKeywordDefinition);
  // Only once it is added: Ajv would define the keywords anew that one implements.
  Object.assign(ajv.getKeyword(keyword), { implements: everywhere });
  return {
    begin: () => {
      steps.left = MOST_STEPS;
    },
    read: ({ length }) => take(length >>> READ),
  };
}

/** As a power of two; 0 where the length of a text costs nothing. */
function charactersPerStep(schema: Readonly<Record<string, unknown>>): number {
  if ('pattern' in schema || 'format' in schema) return READ;
  return 'maxLength' in schema || 'minLength' in schema ? COUNTED : 0;
}
