import { samplesOf } from '../../../shared/catalog/confidence-settings.ts';
import { parametersOf } from '../../../shared/catalog/parameter-bounds.ts';
import { MOST_OUTPUT_TOKENS } from '../../../shared/cost/most-tokens.ts';
import { STEPS_QUEUE } from '../../../shared/queues/queue-names.ts';
import type { ModelAnswer } from '../../models/model-port.ts';
import type { SideCall } from '../../side-calls/side-call.ts';
import { branchEffect } from '../branch-effect.ts';
import { sayingOf } from '../cascade/members-of-run.ts';
import { judgeAnswer } from '../judge-answer.ts';
import { CONTINUE, type Outcome, type Run, type Stage } from '../stage.ts';
import { wantedSchema } from '../wanted-schema.ts';
import { messagesOf } from './call-model.ts';

/**
 * Asks the model that has answered for further answers, and tells how many of all say the same. The first answer stays the
 * output; one that cannot be had says nothing, and so nothing that would support it.
 */
export const sampleAnswers: Stage = {
  name: 'sample_answers',
  applies: ({ task: { definition }, hit, stands }) =>
    !hit && stands === undefined && definition.kind === 'chat' && samplesOf(definition) > 0,
  run: (run) => {
    const { job, task, journal, timer } = run;
    const { record } = job;
    const samples = Array.from({ length: samplesOf(task.definition) }, (_, at) => `sample.${at + 1}`);
    if (samples.some((sample) => !(sample in record.branches))) return asking(run, samples);
    const own = sayingOfAnswer(run, run.answer);
    const said = samples.map((sample) =>
      sayingOfAnswer(run, journal.get<ModelAnswer>(branchEffect(record, sample))),
    );
    const same = said.filter((saying) => saying !== undefined && saying === own).length;
    run.consistency = (1 + same) / (1 + samples.length);
    timer.start('consistency')('compared', { details: { answers: 1 + samples.length, same: 1 + same } });
    return CONTINUE;
  },
};

function asking(run: Run, samples: readonly string[]): Outcome {
  const { job, model, task, prompt, dataClasses } = run;
  if (!prompt) throw new Error('sample_answers needs a rendered prompt');
  const chosen = parametersOf(task.definition, job.input.parameters);
  const { max_output_tokens = MOST_OUTPUT_TOKENS, seed = 0 } = chosen;
  const sideCallOf = (at: number): SideCall => ({
    ...{ kind: 'chat', model: job.record.model, dataClasses },
    request: {
      messages: messagesOf(prompt),
      // With the seed of the first answer, each would be that answer.
      parameters: { ...chosen, max_output_tokens, seed: seed + at + 1 },
      ...wantedSchema(task),
    },
  });
  return {
    kind: 'ask',
    branches: Object.fromEntries(samples.map((sample) => [sample, model.id])),
    asked: Object.fromEntries(samples.map((sample, at) => [sample, sideCallOf(at)])),
    // What follows needs no model: the job does not wait for its model's turn again.
    joinOn: STEPS_QUEUE,
  };
}

/** What an answer says; undefined for one that is no output. */
function sayingOfAnswer({ task, restorer }: Run, answer: ModelAnswer | undefined): string | undefined {
  if (!answer) return undefined;
  const judged = judgeAnswer(task, answer, restorer);
  return judged.ok ? sayingOf(task, judged.output) : undefined;
}
