import type { Stage } from '../stage.ts';

/** Puts the result together; writing it ends the job. */
export const storeResult: Stage = {
  name: 'store_result',
  run: ({ output, answer }) => ({
    kind: 'complete',
    output: {
      output,
      citations: [],
      tool_calls: [],
      confidence: null,
      finish_reason: answer?.finishReason ?? 'unknown',
      cached: false,
    },
  }),
};
