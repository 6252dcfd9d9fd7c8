import { z } from 'zod';
import { DATA_CLASSES, REDACTION_METHODS } from '../contracts/data-classes.ts';

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
