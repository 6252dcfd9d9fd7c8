import { unsupportedBy } from '../../shared/catalog/model-abilities.ts';
import type { Claim } from '../../shared/stores/begin-attempt.ts';
import type { Delta } from '../../shared/stores/deltas.ts';
import { type Message, type ModelAnswer, ModelFailure, type ModelRequest } from '../models/model-port.ts';
import { boundsOf } from './cover-call.ts';
import { type Brought, makeCall } from './make-call.ts';
import { CONTINUE, type Outcome, type Run, type StageDependencies } from './stage.ts';
import { GATHER_MS, streamDeltas } from './stream-deltas.ts';

/**
 * Asks the job's model for chat once and leaves the answer in the run.
 * @returns `continue` with an answer, or what its absence means for the job
 */
export async function askModel(
  run: Run,
  messages: readonly Message[],
  dependencies: StageDependencies,
  parameters: ModelRequest['parameters'] = {},
): Promise<Outcome> {
  const made = await makeCall(run, dependencies, () => call(run, messages, parameters, dependencies));
  if (made.kind !== 'answered') return made;
  const { answer, brought } = made;
  run.answer = answer;
  // An attempt before this one has been answered too, and first: its words are the output.
  if (brought?.unsent && answer.text !== brought.answer.text) await restream(run, answer.text, dependencies);
  return CONTINUE;
}

async function call(
  run: Run,
  messages: readonly Message[],
  parameters: ModelRequest['parameters'],
  dependencies: StageDependencies,
): Promise<Brought<ModelAnswer>> {
  const { task, job, signal, claim } = run;
  const { definition, checkOutput } = task;
  const port = dependencies.port(job.record.model, 'chat');
  if (!port)
    throw new ModelFailure('model_not_configured', `The model ${job.record.model} is not configured.`);
  const request: ModelRequest = {
    messages,
    parameters: takenBy(run, {
      ...boundsOf(run),
      ...definition.parameters,
      ...job.input.parameters,
      ...parameters,
    }),
    ...(checkOutput &&
      definition.output_schema && {
        outputSchema: { name: definition.name.replace(/\W/g, '_'), schema: definition.output_schema },
      }),
  };
  if (!definition.stream || checkOutput) return { answer: await port.call(request, signal) };
  // Whoever has heard an earlier try must discard it, once there is something else to hear.
  let fresh = claim.attempt === 1 && claim.hop === 1;
  const startAgain = async () => {
    if (!fresh) await dependencies.appendDelta(claim, { type: 'reset' });
    fresh = true;
  };
  if (port.answersWithin(GATHER_MS)) {
    // Its deltas would all be gathered into one: the same is cheaper without a stream. Nor need that one be
    // written where none was before: who follows is told the text of a result that was not streamed.
    const answer = await port.call(request, signal);
    if (fresh) return { answer };
    await startAgain();
    return { answer, unsent: { type: 'delta', text: answer.text } };
  }
  const appendDelta = async (owner: Claim, delta: Delta) => {
    await startAgain();
    return dependencies.appendDelta(owner, delta);
  };
  const deltas = streamDeltas(claim, { appendDelta });
  try {
    const answer = await port.call({ ...request, onText: deltas.write }, signal);
    // The rest is written together with the journal's entry: a fast answer costs no write of its own.
    const text = await deltas.end();
    await startAgain();
    return text === '' ? { answer } : { answer, unsent: { type: 'delta', text } };
  } catch (error) {
    await deltas.end();
    throw error;
  }
}

function takenBy({ model }: Run, parameters: ModelRequest['parameters']): ModelRequest['parameters'] {
  const taken = { ...parameters };
  for (const { name } of unsupportedBy(model.definition, parameters)) delete taken[name];
  return taken;
}

async function restream({ claim }: Run, text: string, { appendDelta }: StageDependencies): Promise<void> {
  await appendDelta(claim, { type: 'reset' });
  await appendDelta(claim, { type: 'delta', text });
}
