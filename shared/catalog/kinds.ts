import { z } from 'zod';
import { policySchema } from '../policy/policy-definition.ts';
import { routeSchema } from '../routing/route.ts';
import { modelSchema, promptSchema, taskSchema } from './definitions.ts';
import { toolSchema } from './tool-definition.ts';

/** Kinds of definitions that the catalog holds. */
export const KINDS = [
  'models',
  'routes',
  'tasks',
  'prompts',
  'policies',
  'tools',
  'indexes',
  'evaluations',
] as const;
export type Kind = (typeof KINDS)[number];

const named = z.looseObject({ name: z.string() });

/** What a definition of each kind must look like, with its name. */
export const DEFINITION_SCHEMAS = {
  models: modelSchema,
  routes: routeSchema,
  tasks: taskSchema,
  prompts: promptSchema,
  policies: policySchema,
  tools: toolSchema,
  indexes: named,
  evaluations: named,
} satisfies Record<Kind, z.ZodType>;

export type DefinitionOf<K extends Kind> = z.infer<(typeof DEFINITION_SCHEMAS)[K]>;

/** A name of the catalog; a family of models ends in a star. */
export const CATALOG_NAME_PATTERN = /^[a-z0-9][a-z0-9._-]{0,61}(-\*|[a-z0-9._-]{0,2})$/;
