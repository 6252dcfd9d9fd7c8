import { z } from 'zod';
import { compileForSearch } from '../patterns/compile-for-search.ts';
import { DATA_CLASSES, REDACTION_METHODS } from './data-classes.ts';

/** Checks of digits and letters that a class may name. */
export const CHECKSUMS = ['luhn', 'mod97', 'mod11-10', 'verhoeff'] as const;

const MOST_CLASSES = 20;
const KNOWN = new Set<string>(DATA_CLASSES);

const pattern = z
  .string()
  .min(1)
  .max(1_000)
  .superRefine((text, context) => {
    try {
      compileForSearch(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
    }
  });

const tenantDataClass = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]{1,62}$/)
    .refine((name) => !KNOWN.has(name), 'is the name of a class that every tenant has')
    .describe('What policies and the timeline call it.'),
  pattern: pattern.describe('A regular expression, without looking around and references.'),
  context_words: z
    .array(z.string().trim().min(2).max(100))
    .max(100)
    .default([])
    .describe('One of them must stand near, whatever its case and accents; without any, none need.'),
  checksum: z.enum(CHECKSUMS).optional().describe('What the letters and digits of a value must pass.'),
  method: z.enum(REDACTION_METHODS).default('pseudonymise').describe('What becomes of a value.'),
});
export type TenantDataClass = z.infer<typeof tenantDataClass>;

/** Classes of data that a tenant adds to those that are found anyway. No model sees them, whatever policy says. */
export const tenantDataClassesSchema = z
  .array(tenantDataClass)
  .max(MOST_CLASSES)
  .refine(
    (classes) => new Set(classes.map(({ name }) => name)).size === classes.length,
    'names a class twice',
  )
  .meta({ id: 'TenantDataClasses' });
