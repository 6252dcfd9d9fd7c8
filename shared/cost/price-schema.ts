import { z } from 'zod';

const microUsd = z.int().min(0);

/** Micro-USD per million tokens, where nothing else is said. */
const rates = {
  input: microUsd,
  output: microUsd,
  /** Input that the provider had in its prompt cache; by default as `input`. */
  cached_input: microUsd.optional(),
  /** Tokens of thinking, where they cost other than `output`. */
  reasoning: microUsd.optional(),
  /** Micro-USD per picture, for models that are billed by that. */
  image: microUsd.optional(),
  /** Micro-USD per minute of audio, for models that are billed by that. */
  audio_minute: microUsd.optional(),
};

const priceSchema = z.strictObject({
  ...rates,
  batch: z
    .strictObject(rates)
    .optional()
    .describe("The provider's price for its batch interface. It is kept and shown; no call is made by that."),
});
export type Price = z.infer<typeof priceSchema>;

const datedPriceSchema = priceSchema.extend({
  from: z.iso.date().describe('The first day, in UTC, on which it is in force.'),
});

/** What a model costs: one price, or what it costs from which day on, the earliest first. */
export const pricesSchema = z.union([
  priceSchema,
  z
    .array(datedPriceSchema)
    .min(1)
    .max(100)
    .superRefine((prices, context) => {
      prices.forEach(({ from }, i) => {
        const before = prices[i - 1]?.from;
        if (before === undefined || before < from) return;
        const message = before === from ? `there are two prices from ${from} on` : `must be after ${before}`;
        context.addIssue({ code: 'custom', path: [i, 'from'], message });
      });
    }),
]);
export type Prices = z.infer<typeof pricesSchema>;
