import { closest } from '../config/closest.ts';
import { DATA_CLASSES, type DataClass, SECRET_CLASSES } from '../contracts/data-classes.ts';
import type { DutyName } from './actions.ts';
import { ALL_CLASSES, CONTENT_LOGGED, type Duty } from './duties.ts';

const GROUPS: Readonly<Record<string, readonly DataClass[]>> = {
  all: ALL_CLASSES,
  secrets: SECRET_CLASSES,
  none: [],
};
const CLASSES: readonly string[] = [...Object.keys(GROUPS), ...DATA_CLASSES];

/**
 * Reads a duty from the text of its annotation.
 * @returns what it is, or words that say why it is none
 */
export function readDuty(name: DutyName, text: string): Duty | string {
  switch (name) {
    case 'redact':
      return readClasses(text);
    case 'require_approval':
      return readApproval(text);
    case 'restrict_models': {
      const models = listOf(text);
      const wrong = models.find((model) => !/^[a-z0-9][a-z0-9._-]*\*?$/.test(model));
      if (wrong !== undefined || models.length === 0) return `${wrong ?? 'nothing'} is no name of a model`;
      return { models: [models] };
    }
    case 'max_cost':
      return /^\d{1,15}$/.test(text) ? { maxCost: Number(text) } : 'is a whole number of micro-USD';
    case 'log_content': {
      const logContent = CONTENT_LOGGED.find((known) => known === text);
      return logContent ? { logContent } : `is one of ${CONTENT_LOGGED.join(', ')}`;
    }
  }
}

function readClasses(text: string): Duty | string {
  const names = listOf(text);
  if (names.length === 0) return `names classes of data, or one of ${Object.keys(GROUPS).join(', ')}`;
  const wrong = names.find((name) => !CLASSES.includes(name));
  if (wrong !== undefined) return unknownClass(wrong);
  return { redact: names.flatMap((name) => GROUPS[name] ?? [name as DataClass]) };
}

function unknownClass(name: string): string {
  const meant = closest(name, CLASSES);
  return `${name} is no class of data${meant ? `; did you mean ${meant}?` : `; there are ${CLASSES.join(', ')}`}`;
}

/** `role`, `role:2`, or `:2` for anybody who may approve. */
function readApproval(text: string): Duty | string {
  const [, role, quorum = '1'] = /^([a-z0-9][a-z0-9._-]{0,63})?(?::(\d{1,2}))?$/i.exec(text) ?? [];
  const many = Number(quorum);
  if ((role === undefined && !text.startsWith(':')) || many < 1 || many > 10) {
    return 'is a role, or a role and how many must approve: "finance:2"';
  }
  return { approvals: [{ ...(role !== undefined && { role }), quorum: many }] };
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
