import { CONTINUE, type Stage } from '../stage.ts';

/** Puts back into the output what was replaced in the input. */
export const restore: Stage = {
  name: 'restore',
  applies: ({ hit, restorer }) => !hit && !restorer.isIdle,
  run: (run) => {
    run.output = run.restorer.value(run.output);
    return CONTINUE;
  },
};
