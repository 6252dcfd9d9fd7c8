import { z } from 'zod';

const WHOLE = 100;

const blockSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,63}$/)
    .describe('Templates put the block in as `{{ context.<name> }}`.'),
  template: z.string().min(1),
  priority: z
    .int()
    .min(0)
    .max(1_000)
    .default(0)
    .describe('When not all fits, blocks of a lower priority are cut first; of equal ones, the later.'),
  share: z
    .number()
    .gt(0)
    .max(WHOLE)
    .optional()
    .describe('The part of the budget, in percent, that the block is sure of, whatever its priority.'),
});

/** Parts of a prompt that may be cut, so that all of it fits. */
export const contextBlocksSchema = z
  .array(blockSchema)
  .max(32)
  .superRefine((blocks, context) => {
    const fault = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    blocks.forEach(({ name }, i) => {
      if (blocks.findIndex((other) => other.name === name) < i)
        fault([i, 'name'], `two blocks are named ${name}`);
    });
    const shares = blocks.reduce((sum, { share = 0 }) => sum + share, 0);
    if (shares > WHOLE + 1e-6) fault([], `the shares add up to ${shares}, which is more than ${WHOLE}`);
  });

/** One block of the context, rendered for one input. */
export interface ContextBlock {
  readonly name: string;
  readonly priority: number;
  /** Percent of the budget. */
  readonly share?: number;
  readonly text: string;
}

/**
 * The most bytes that one token of the budget stands for: a text of which a token has more, such as long runs of
 * blanks, is counted by its bytes. English has between four and five. So a budget bounds the bytes as well.
 */
export const MOST_BYTES_PER_TOKEN = 8;
