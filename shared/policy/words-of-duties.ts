import { SECRET_CLASSES } from '../contracts/data-classes.ts';
import { ACTIONS, type Action, type DutyName } from './actions.ts';
import { ALL_CLASSES, type Duties } from './duties.ts';

/** The duties that an action lays on a job in a few words; those that demand nothing are left out. */
export function wordsOfDuties(duties: Duties, action: Action): string {
  const { redact, approvals, models, maxCost, logContent } = duties;
  const values: Record<DutyName, readonly string[]> = {
    redact: redact.length > 0 ? [classesIn(redact)] : [],
    require_approval: approvals.map(({ role = 'anybody', quorum }) => `${role}:${quorum}`),
    restrict_models: models.map((names) => names.join(',')),
    max_cost: maxCost === undefined ? [] : [String(maxCost)],
    log_content: logContent === 'none' ? [] : [logContent],
  };
  return ACTIONS[action].flatMap((name) => values[name].map((value) => `${name} ${value}`)).join(' ');
}

function classesIn(redact: Duties['redact']): string {
  if (ALL_CLASSES.every((name) => redact.includes(name))) return 'all';
  const beside = redact.filter((name) => !SECRET_CLASSES.includes(name));
  const secrets = SECRET_CLASSES.every((name) => redact.includes(name));
  return (secrets ? ['secrets', ...beside] : redact).join(',');
}
