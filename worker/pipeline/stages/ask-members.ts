import { STEPS_QUEUE } from '../../../shared/queues/queue-names.ts';
import { chooseMembers } from '../../../shared/routing/choose-members.ts';
import { branchOfMember } from '../../../shared/routing/members.ts';
import type { RouteFacts } from '../../../shared/routing/route-facts.ts';
import { hasAnswered } from '../ask-model.ts';
import { hasAsked } from '../cascade/members-of-run.ts';
import { factsOf } from '../route-facts-of-run.ts';
import type { Outcome, Stage } from '../stage.ts';

/**
 * Asks the members of a cascade, each on its own model's queue. They are chosen anew: since the job was admitted, or
 * failed, models may have gone out of order. Where too few are left to agree, the job goes up at once.
 */
export const askMembers: Stage = {
  name: 'ask_members',
  applies: (run) => !run.hit && run.job.record.queue === STEPS_QUEUE && !hasAsked(run) && !hasAnswered(run),
  run: (run, dependencies) => {
    const { route } = run.task;
    const { asked, reasons } = chooseMembers(route, willing(factsOf(run, [], dependencies)));
    run.timer.start('choose_model')(asked.length > 0 ? 'asked' : 'too_few', { details: reasons });
    const branches = asked.flatMap((name): [string, string][] => {
      const model = dependencies.model(name);
      return model ? [[branchOfMember(route, name), model.id]] : [];
    });
    if (branches.length === 0) return TOO_FEW;
    return { kind: 'ask', branches: Object.fromEntries(branches), joinOn: STEPS_QUEUE };
  },
};

const TOO_FEW: Outcome = {
  kind: 'fail',
  error: { code: 'no_agreement', message: 'Fewer than two models could be asked, so that none could agree.' },
};

/** A member that may be tried is asked: were it not, nobody would find out that it is back. */
function willing(facts: RouteFacts): RouteFacts {
  return {
    ...facts,
    candidate: (name) => {
      const candidate = facts.candidate(name);
      return candidate && { ...candidate, allowed: candidate.allowed === 'no' ? 'no' : 'yes' };
    },
  };
}
