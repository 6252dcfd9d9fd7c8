import { z } from 'zod';

const CONFIDENCE_SIGNALS = [
  ...(['validation', 'guardrails', 'agreement'] as const),
  ...(['self_consistency', 'log_probabilities'] as const),
] as const;
export type ConfidenceSignal = (typeof CONFIDENCE_SIGNALS)[number];

/** What an answer's confidence is told by: the least of these. */
export const confidenceSchema = z.strictObject({
  signals: z
    .array(z.enum(CONFIDENCE_SIGNALS))
    .min(1)
    .describe(
      'Whether the output had to be mended or asked for again; whether a guardrail has flagged; how many models agree; how often the same model says the same; how probable its words were to it, where it tells.',
    ),
  samples: z
    .int()
    .min(1)
    .max(10)
    .default(3)
    .describe('Further answers for `self_consistency`; each is paid.'),
});

/** How many further answers a task wants of the model that has answered. */
export function samplesOf({
  confidence,
}: {
  readonly confidence?: z.infer<typeof confidenceSchema>;
}): number {
  return confidence?.signals.includes('self_consistency') ? confidence.samples : 0;
}
