import type { ConfidenceSignal } from '../../../shared/catalog/confidence-settings.ts';
import { CONTINUE, type Run, type Stage } from '../stage.ts';

/** What an answer is worth that was mended, or that had to be asked for again, each time. */
const MENDED = 0.9;
const ASKED_AGAIN = 0.7;
const FLAGGED = 0.5;

/** How each signal is told, from 0 to 1; undefined where there is nothing to tell it by. */
const SIGNALS: Readonly<Record<ConfidenceSignal, (run: Run) => number | undefined>> = {
  validation: ({ task, repairs, reasks }) =>
    task.checkOutput && (repairs.length > 0 ? MENDED : 1) * ASKED_AGAIN ** reasks,
  guardrails: ({ flags }) => (flags.length > 0 ? FLAGGED : 1),
  agreement: ({ confidence }) => confidence,
  log_probabilities: ({ answer }) => answer?.tokenProbability,
  self_consistency: ({ consistency }) => consistency,
};

/**
 * Puts the signals together that the task declares: an answer is as sure as the least of them. Each stands in the
 * timeline.
 */
export const rateOutput: Stage = {
  name: 'rate_output',
  applies: ({ task, hit }) => !hit && task.definition.confidence !== undefined,
  run: (run) => {
    const declared = run.task.definition.confidence?.signals ?? [];
    const told = declared.flatMap((name): [string, number][] => {
      const value = SIGNALS[name](run);
      return value === undefined ? [] : [[name, Math.round(100 * value) / 100]];
    });
    if (told.length === 0) return CONTINUE;
    run.confidence = Math.min(...told.map(([, value]) => value));
    const details = { ...Object.fromEntries(told), confidence: run.confidence };
    run.timer.start('confidence')('rated', { details });
    return CONTINUE;
  },
};
