import { z } from 'zod';
import { NAME_PATTERN, PRIORITIES, SENSITIVITIES } from '../contracts/job-request.ts';

/** How much a job asks of a model, as far as its size and its parameters tell. */
export const COMPLEXITIES = ['low', 'medium', 'high'] as const;

const WHOLE = 100;
const MOST_CANDIDATES = 16;
const MOST_PARTS = 16;
/** RFC 6901: `/category`, `/order/items/0`; `~0` and `~1` stand for `~` and `/`. */
const JSON_POINTER = /^(\/([^~/]|~[01])*)+$/;

const whenSchema = z
  .strictObject({
    complexity: z.array(z.enum(COMPLEXITIES)).min(1),
    priority: z.array(z.enum(PRIORITIES)).min(1),
    sensitivity: z.array(z.enum(SENSITIVITIES)).min(1),
  })
  .partial()
  .describe('Jobs that the candidate is for: each list names what it takes.');

const candidateSchema = z.strictObject({
  model: z.string().regex(NAME_PATTERN),
  /** Its part of the jobs in percent, in the mode `weighted`. */
  weight: z.number().gt(0).max(WHOLE).optional(),
  when: whenSchema.optional(),
});

/** The rule that picks the model of a job, and the one after it when that one fails. */
export const routeSchema = z
  .strictObject({
    name: z.string().regex(NAME_PATTERN),
    mode: z
      .enum(['ordered', 'cheapest', 'fastest', 'weighted', 'cascade'])
      .describe('`cascade`: as listed, from the cheap to the good; an answer that will not do goes up.'),
    candidates: z.array(candidateSchema).min(1, 'a route needs at least one candidate').max(MOST_CANDIDATES),
    /** The most that one call may cost at worst. */
    max_cost_micro_usd: z.int().min(1).optional(),
    /** What becomes of a job whose answer the provider's content filter stopped. */
    on_filtered: z.enum(['refuse', 'next']).default('refuse'),
    /** Cascade: how many of the first candidates are asked side by side, to see whether they agree. */
    agreement: z.int().min(2).max(5).optional(),
    /** The share of those asked that must agree for their answer to be kept; all of them where it is not said. */
    min_confidence: z.number().min(0).max(1).optional(),
    /** The parts of an output that must be the same, as JSON pointers; all of it where they are not said. */
    agree_on: z
      .array(z.string().regex(JSON_POINTER, 'must be a JSON pointer, like /category'))
      .min(1)
      .max(MOST_PARTS)
      .optional(),
  })
  .superRefine((route, context) => {
    const fault = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    route.candidates.forEach(({ model, weight }, i) => {
      if (route.candidates.findIndex((other) => other.model === model) < i)
        fault(['candidates', i, 'model'], `${model} is a candidate twice`);
      if (route.mode === 'weighted' && weight === undefined)
        fault(['candidates', i, 'weight'], 'every candidate needs a weight in the mode weighted');
      if (route.mode !== 'weighted' && weight !== undefined)
        fault(['candidates', i, 'weight'], `means nothing in the mode ${route.mode}`);
    });
    const weights = route.candidates.map(({ weight = 0 }) => weight);
    const sum = weights.reduce((a, b) => a + b, 0);
    if (route.mode === 'weighted' && !weights.includes(0) && Math.abs(sum - WHOLE) > 1e-6)
      fault(['candidates'], `the weights add up to ${sum}, not to ${WHOLE}`);
    if (route.mode === 'cascade') {
      if (route.candidates.length <= (route.agreement ?? 1))
        fault(['candidates'], 'a cascade needs a candidate to go up to');
    } else if (route.agreement !== undefined) {
      fault(['agreement'], `means nothing in the mode ${route.mode}`);
    }
    const { agreement = 0, min_confidence = 1 } = route;
    if (agreement > 0 && min_confidence <= 1 / agreement)
      fault(['min_confidence'], `is what one of ${agreement} models makes alone: two at least must agree`);
    for (const name of ['min_confidence', 'agree_on'] as const) {
      if (route[name] !== undefined && route.agreement === undefined)
        fault([name], 'means nothing without agreement');
    }
  });
export type Route = z.infer<typeof routeSchema>;
