import { handedOver } from '../hand-over.ts';
import { CONTINUE, type Stage } from '../stage.ts';

/** Stops a job whose input lacks what its task cannot do without, before any model is paid. */
export const checkFacts: Stage = {
  name: 'check_facts',
  applies: ({ task }) => (task.definition.refuse?.missing.length ?? 0) > 0,
  run: (run) => {
    const missing = run.task.definition.refuse?.missing ?? [];
    if (!missing.some((pointer) => isBlank(valueAt(run.job.input.input, pointer)))) return CONTINUE;
    const code = 'missing_context';
    const message = run.task.definition.refuse?.message ?? 'Something that the answer needs is missing.';
    return handedOver(run, code, code) ?? { kind: 'refuse', error: { code, message } };
  },
};

function valueAt(value: unknown, pointer: string): unknown {
  const names = pointer
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  return names.reduce<unknown>((at, name) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    return Reflect.get(at, name);
  }, value);
}

function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return typeof value === 'object' && Object.keys(value).length === 0;
}
