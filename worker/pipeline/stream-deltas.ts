import type { Run, StageDependencies } from './stage.ts';

type Streaming = Pick<Run, 'claim' | 'job'>;

/** Deltas are gathered this long, in ms, or up to this many characters, before they are written. */
export const GATHER_MS = 80;
const GATHER_CHARACTERS = 4_000;

/** Tells whoever follows to discard what was heard, and the whole text in its place. */
export async function restream(
  run: Streaming,
  text: string,
  { appendDelta }: Pick<StageDependencies, 'appendDelta'>,
): Promise<void> {
  await appendDelta(run, { type: 'reset' });
  await appendDelta(run, { type: 'delta', text });
}

/** Writes streamed output as deltas, gathered so that a fast model does not cost a write per token. */
export function streamDeltas(run: Streaming, { appendDelta }: Pick<StageDependencies, 'appendDelta'>) {
  let gathered = '';
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<unknown> = Promise.resolve();
  const send = () => {
    clearTimeout(timer);
    timer = undefined;
    if (gathered === '') return;
    const text = gathered;
    gathered = '';
    // A lost delta loses no result: the output is stored whole at the end.
    writing = writing.then(() => appendDelta(run, { type: 'delta', text })).catch(() => false);
  };
  return {
    write: (text: string) => {
      gathered += text;
      if (gathered.length >= GATHER_CHARACTERS) send();
      else timer ??= setTimeout(send, GATHER_MS);
    },
    /** Resolves when everything sent so far is stored, with the text that was not sent yet. */
    end: async () => {
      clearTimeout(timer);
      await writing;
      const rest = gathered;
      gathered = '';
      return rest;
    },
  };
}
