import { DATA_CLASSES, type DataClass, SECRET_CLASSES } from '../../../shared/contracts/data-classes.ts';
import type { Sensitivity } from '../../../shared/contracts/job-request.ts';
import { PEOPLE_EFFECT } from '../../../shared/stores/job-content.ts';
import { Pseudonyms } from '../../redaction/pseudonyms.ts';
import { redactValue } from '../../redaction/redact-value.ts';
import { Restorer } from '../../redaction/restorer.ts';
import { CONTINUE, type Outcome, type Run, type Stage, type StageDependencies } from '../stage.ts';

const ALL = DATA_CLASSES.filter((name) => name !== 'age');
const PERSONAL: ReadonlySet<Sensitivity> = new Set(['confidential', 'restricted']);

/**
 * Replaces personal data and secrets in what models will see: secrets and payment data of every job, all classes where
 * the job is confidential or restricted, and what the task says on top.
 */
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

async function replaceIn(run: Run, { redactionKeys }: StageDependencies): Promise<Outcome> {
  const { redaction } = run.task.definition;
  const keys = await redactionKeys(run.claim.tenant);
  const pseudonyms = new Pseudonyms({ key: keys.pseudonyms, keepForm: new Set(redaction?.keep_form) });
  const guidance = run.journal.get<string>(PEOPLE_EFFECT.guidance) ?? null;
  const { value, found } = redactValue([run.input, guidance], {
    search: { classes: classesOf(run), country: redaction?.country },
    methods: redaction?.methods ?? {},
    pseudonyms,
    digest: keys.digest,
  });
  const [input, words] = value as [unknown, string | null];
  run.input = input;
  run.guidance = words ?? undefined;
  run.dataClasses = Object.keys(found);
  run.pseudonyms = pseudonyms.values;
  run.restorer = new Restorer(pseudonyms.values);
  if (run.dataClasses.length > 0) run.timer.start('found')('redacted', { details: found });
  return CONTINUE;
}

function classesOf({ task, job: { record } }: Run): readonly DataClass[] {
  const asked = task.definition.redaction?.classes;
  if (asked === 'all' || PERSONAL.has(record.sensitivity)) return ALL;
  return [...new Set([...SECRET_CLASSES, ...(asked ?? [])])];
}

const REDACTION_FAILED: Outcome = {
  kind: 'fail',
  error: { code: 'redaction_failed', message: 'Personal data in the input could not be replaced.' },
};
