import type { DataClass } from '../../../shared/contracts/data-classes.ts';
import { ALL_CLASSES } from '../../../shared/policy/duties.ts';
import { PEOPLE_EFFECT } from '../../../shared/stores/job-content.ts';
import { Pseudonyms } from '../../redaction/pseudonyms.ts';
import { redactValue } from '../../redaction/redact-value.ts';
import { classInPlace, replacedBy } from '../../redaction/replacements.ts';
import { Restorer } from '../../redaction/restorer.ts';
import { CONTINUE, type Outcome, type Run, type Stage, type StageDependencies } from '../stage.ts';

/** Replaces personal data and secrets in what models will see: what policy says, and what the task says on top. */
export const redact: Stage = {
  name: 'redact',
  // Audio is no text, and nothing else of such an input is anybody's.
  applies: ({ task }) => task.definition.kind !== 'transcription',
  run: async (run, dependencies) => {
    try {
      return await replaceIn(run, dependencies);
    } catch (error) {
      // What the error says may have the text in it.
      dependencies.brokeOff(run, 'redact', new Error(error instanceof Error ? error.name : 'unknown'));
      return REDACTION_FAILED;
    }
  },
};

async function replaceIn(run: Run, dependencies: StageDependencies): Promise<Outcome> {
  const { redaction } = run.task.definition;
  const { tenant } = run.claim;
  const [keys, own] = await Promise.all([
    dependencies.redactionKeys(tenant),
    dependencies.tenantClasses(tenant),
  ]);
  const pseudonyms = new Pseudonyms({ key: keys.pseudonyms, keepForm: new Set(redaction?.keep_form) });
  const guidance = run.journal.get<string>(PEOPLE_EFFECT.guidance) ?? null;
  const seen = [run.input, guidance];
  const methods = { ...own.methods, ...redaction?.methods };
  const replace = replacedBy({ methods, pseudonyms, digest: keys.digest });
  const search = { country: redaction?.country, tenantClasses: own.classes };
  const { value, found } = redactValue(seen, { ...search, classes: classesOf(run) }, replace);
  // What models may see is looked for apart: what is replaced does not depend on it.
  const all = run.classified
    ? redactValue(seen, { ...search, classes: ALL_CLASSES }, classInPlace).found
    : found;
  const [input, words] = value as [unknown, string | null];
  run.input = input;
  run.guidance = words ?? undefined;
  run.tenantClasses = own.classes;
  run.dataClasses = Object.keys(all);
  run.pseudonyms = pseudonyms.values;
  run.restorer = new Restorer(pseudonyms.values);
  if (Object.keys(found).length > 0) run.timer.start('found')('redacted', { details: found });
  return CONTINUE;
}

function classesOf({ task, duties }: Run): readonly DataClass[] {
  const asked = task.definition.redaction?.classes ?? [];
  return [...new Set([...duties.redact, ...(asked === 'all' ? ALL_CLASSES : asked)])];
}

const REDACTION_FAILED: Outcome = {
  kind: 'fail',
  error: { code: 'redaction_failed', message: 'Personal data in the input could not be replaced.' },
};
