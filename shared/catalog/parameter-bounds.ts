import { z } from 'zod';
import { type Parameters, parametersSchema } from '../contracts/job-request.ts';
import type { Fault } from './fault.ts';

const { temperature, top_p, max_output_tokens, reasoning_effort } = parametersSchema.shape;

function rangeOf<T extends z.ZodType>(value: T) {
  return z
    .strictObject({ min: value, max: value })
    .partial()
    .refine((range) => Object.keys(range).length > 0, 'needs min, max or both')
    .refine(({ min, max }) => !(Number(min) > Number(max)), {
      path: ['min'],
      message: 'must not be above max',
    });
}

/** Between what the parameters of a task's jobs must lie. */
export const parameterBoundsSchema = z
  .strictObject({
    temperature: rangeOf(temperature.unwrap()),
    top_p: rangeOf(top_p.unwrap()),
    max_output_tokens: rangeOf(max_output_tokens.unwrap()),
    reasoning_effort: z.strictObject({ one_of: z.array(reasoning_effort.unwrap()).min(1) }),
  })
  .partial();
type ParameterBounds = z.infer<typeof parameterBoundsSchema>;

/** What a task lets its jobs say to models. */
interface Bounded {
  readonly parameters: Parameters;
  readonly parameter_bounds: ParameterBounds;
}

/**
 * The parameters of a job: what it asks for, else what its task sets. Without either an answer may be as long as the
 * task's bound.
 */
export function parametersOf({ parameters, parameter_bounds }: Bounded, asked: Parameters = {}): Parameters {
  const longest = parameter_bounds.max_output_tokens?.max;
  return { ...(longest !== undefined && { max_output_tokens: longest }), ...parameters, ...asked };
}

/** Which of the parameters lie outside the bounds, each by its name. */
export function outOfBounds(bounds: ParameterBounds, parameters: Parameters): Fault[] {
  const { reasoning_effort: efforts, ...ranges } = bounds;
  const effort = parameters.reasoning_effort;
  const faults = Object.entries(ranges).flatMap(([name, { min, max }]) => {
    const value = parameters[name as keyof typeof ranges];
    if (value === undefined) return [];
    if (min !== undefined && value < min) return [{ path: name, message: `must be at least ${min}` }];
    return max !== undefined && value > max ? [{ path: name, message: `must be at most ${max}` }] : [];
  });
  if (!efforts || effort === undefined || efforts.one_of.includes(effort)) return faults;
  return [...faults, { path: 'reasoning_effort', message: `must be one of ${efforts.one_of.join(', ')}` }];
}
