import { supportedOf } from '../../../shared/catalog/model-abilities.ts';
import { ModelFailure } from '../../models/model-port.ts';
import { type SideCall, worstOfSideCall } from '../../side-calls/side-call.ts';
import { makeCall } from '../ask-model.ts';
import { keepBelowCeiling } from '../held-to-ceiling.ts';
import { CONTINUE, type Run, type Stage, type StageDependencies } from '../stage.ts';

/** Makes the call that another stage has asked for; its answer is in the journal for that stage. */
export const makeSideCall: Stage = {
  name: 'call_model',
  run: async (run, dependencies) => {
    const { asked } = run;
    if (!asked) throw new Error('call_model of a side call needs to know what is asked');
    const made = await makeCall(run, dependencies, async () => {
      keepBelowCeiling(run, worstOfSideCall(asked, run.model.definition, Date.now()));
      return { answer: await bring(run, asked, dependencies) };
    });
    return made.kind === 'answered' ? CONTINUE : made;
  },
};

function bring({ model, signal }: Run, asked: SideCall, { port }: StageDependencies) {
  switch (asked.kind) {
    case 'moderation':
      return configured(port(asked.model, 'moderation'), asked.model).call(asked.request, signal);
    case 'chat': {
      const parameters = supportedOf(model.definition, asked.request.parameters);
      return configured(port(asked.model, 'chat'), asked.model).call(
        { ...asked.request, parameters },
        signal,
      );
    }
  }
}

function configured<Port>(port: Port | undefined, model: string): Port {
  if (!port) throw new ModelFailure('model_not_configured', `The model ${model} is not configured.`);
  return port;
}
