import { z } from 'zod';
import { NAME_PATTERN } from '../contracts/job-request.ts';
import { dataClasses } from './redaction-settings.ts';

const probability = z.number().min(0.01).max(1);
const host = z.string().regex(/^(\*|(\*\.)?[a-z0-9][a-z0-9.-]{0,252})$/, 'a host, "*.host" or "*"');
const range = z
  .strictObject({ min: z.int().min(0).optional(), max: z.int().min(0).optional() })
  .refine(({ min = 0, max = Number.MAX_SAFE_INTEGER }) => min <= max, 'min is above max');

/** What a list's tables hold in memory grows with it: about 16 MB here. */
const MOST_CHARACTERS = 100_000;

const TONES = ['shouting', 'insult', 'familiar', 'promise', 'legal_commitment'] as const;

const lengthSettings = z.strictObject({
  action: z.enum(['flag', 'block']).default('block'),
  on: z
    .array(z.enum(['input', 'context', 'output']))
    .min(1)
    .default(['output']),
  characters: range.optional(),
  words: range.optional(),
  sentences: range.optional(),
});

const denyListSettings = z.strictObject({
  action: z.enum(['flag', 'block']).default('block'),
  on: z
    .array(z.enum(['input', 'context', 'output']))
    .min(1)
    .default(['input', 'output']),
  /** Words, or some words; a star at the beginning or end stands for whatever the word goes on with. */
  terms: z
    .array(z.string().trim().min(2).max(200).refine(saysSomething, 'needs two letters or digits at least'))
    .min(1)
    .max(10_000)
    .refine(
      (terms) => terms.join('').length <= MOST_CHARACTERS,
      `has more than ${MOST_CHARACTERS} characters in all`,
    ),
});

const languageSettings = z.strictObject({
  action: z.enum(['flag', 'block']).default('block'),
  on: z
    .array(z.enum(['input', 'context', 'output']))
    .min(1)
    .default(['output']),
  /** ISO 639-1. */
  allowed: z.array(z.string().regex(/^[a-z]{2}$/)).min(1),
});

const promptLeakageSettings = z.strictObject({
  action: z.enum(['flag', 'block']).default('block'),
  /** Words of the instructions in a row that an answer may not repeat. */
  longest_run_words: z.int().min(8).max(1_000).default(25),
  /** Share of the instructions that an answer may not repeat, in whatever pieces. */
  share: z.number().min(0.05).max(1).default(0.5),
});

const sanitiseOutputSettings = z.strictObject({
  /** How the output will be shown. */
  format: z.enum(['markdown', 'html']).default('markdown'),
  link_hosts: z.array(host).max(1_000).default(['*']),
  /** An image is fetched without anybody's click, with whatever its address says. */
  image_hosts: z.array(host).max(1_000).default([]),
  /** Properties of a JSON output that go into tables, files or statements as data; a star stands for all. */
  data_fields: z.array(z.string().min(1)).max(500).default([]),
  /** What to do about SQL in such a field, which cannot be rewritten. */
  sql_action: z.enum(['flag', 'block']).default('block'),
});

const sensitiveOutputSettings = z.strictObject({
  /** `replace` leaves the class in a value's place. */
  action: z.enum(['flag', 'replace', 'block']).default('replace'),
  classes: dataClasses.default('all'),
});

const toneSettings = z.strictObject({
  action: z.enum(['flag', 'block']).default('flag'),
  on: z
    .array(z.enum(['input', 'context', 'output']))
    .min(1)
    .default(['output']),
  /** Tones that a text may not have. */
  forbid: z.array(z.enum(TONES)).default([]),
  /** Tones that a text must have. */
  require: z.array(z.enum(['greeting', 'courtesy'])).default([]),
});

const offTopicSettings = z.strictObject({
  action: z.enum(['flag', 'block']).default('flag'),
  on: z
    .array(z.enum(['input', 'context', 'output']))
    .min(1)
    .default(['input']),
  /** What texts may be about. */
  topics: z
    .array(
      z
        .strictObject({
          name: z.string().min(1).max(100),
          keywords: z.array(z.string().min(2).max(100)).max(500).default([]),
          examples: z.array(z.string().min(10).max(2_000)).max(200).default([]),
        })
        .refine(
          ({ keywords, examples }) => keywords.length + examples.length > 0,
          'needs keywords or examples',
        ),
    )
    .min(1)
    .max(50),
  /** How near to a topic a text has to be, 0 to 1. */
  threshold: z.number().min(0.01).max(1).default(0.12),
});

const promptInjectionSettings = z.strictObject({
  action: z.enum(['flag', 'block']).default('block'),
  on: z
    .array(z.enum(['input', 'context']))
    .min(1)
    .default(['input', 'context']),
  /** From which probability on it acts. Nobody speaks to the model in a passage, so there less is enough. */
  threshold: z
    .strictObject({ input: probability.default(0.5), context: probability.default(0.4) })
    .prefault({}),
});

const judgedPlaces = z
  .array(z.enum(['input', 'output']))
  .min(1)
  .refine((places) => new Set(places).size === places.length, 'names a place twice');

const moderationSettings = z.strictObject({
  action: z.enum(['flag', 'block']).default('block'),
  on: judgedPlaces.default(['input', 'output']),
  /** A model for moderation. */
  model: z.string().regex(NAME_PATTERN),
  /** Those that count, by the model's own names, with what stands below each; without, all. */
  categories: z.array(z.string().min(1).max(100)).min(1).max(100).optional(),
  /** From which score on a category counts; without, where the model flags it. */
  threshold: probability.optional(),
});

const judgeSettings = z.strictObject({
  action: z.enum(['flag', 'block']).default('block'),
  on: judgedPlaces.default(['output']),
  /** A model for chat. */
  model: z.string().regex(NAME_PATTERN),
  /** What a text must be like, in words for the model. */
  criteria: z.string().min(10).max(4_000),
});

function saysSomething(term: string): boolean {
  return (term.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 2;
}

/** The guardrails of a task by name; one that is not named does not run, but for those that every task has. */
export const guardrailSettings = z
  .strictObject({
    length: lengthSettings,
    deny_list: denyListSettings,
    language: languageSettings,
    prompt_leakage: promptLeakageSettings,
    sanitise_output: sanitiseOutputSettings,
    sensitive_output: sensitiveOutputSettings,
    tone: toneSettings,
    off_topic: offTopicSettings,
    prompt_injection: promptInjectionSettings,
    moderation: moderationSettings,
    judge: judgeSettings,
  })
  .partial();
export type GuardrailSettings = z.infer<typeof guardrailSettings>;
