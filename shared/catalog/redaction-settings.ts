import { z } from 'zod';
import { DATA_CLASSES } from '../contracts/data-classes.ts';

/**
 * What becomes of a value: `pseudonymise` gives it a name that is the same in all jobs of the tenant and is replaced by
 * the value again in the result; `mask` leaves its last four letters; `replace` leaves its class; `hash` leaves a digest.
 */
const REDACTION_METHODS = ['pseudonymise', 'mask', 'replace', 'hash'] as const;
export type RedactionMethod = (typeof REDACTION_METHODS)[number];

const dataClass = z.enum(DATA_CLASSES);
export const dataClasses = z.union([z.literal('all'), z.array(dataClass).min(1)]);

/** What a task's models may not see, beyond what policy says. */
export const redactionSchema = z.strictObject({
  classes: dataClasses.optional(),
  /** Whose numbers are written without a country's code (ISO 3166-1 alpha-2). */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  methods: z.partialRecord(dataClass, z.enum(REDACTION_METHODS)).default({}),
  /** Classes whose pseudonyms keep the form of the value: digits stay digits, letters letters. */
  keep_form: z.array(dataClass).default([]),
});
