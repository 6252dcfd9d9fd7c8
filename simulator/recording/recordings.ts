import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Recording, readRecording } from './recording.ts';

/** Recorded calls by model. */
export interface Recordings {
  readonly models: ReadonlySet<string>;
  /**
   * The recording for a text: the one of exactly this text, else the one with the longest input that
   * the text contains. Recordings of the same input follow each other in turn.
   */
  find(model: string, text: string): Recording | undefined;
}

/** Recordings of the same model and input, replayed in turn. */
interface Take {
  readonly input: string;
  readonly recordings: Recording[];
  next: number;
}

/** Loads a JSON-lines file line by line. Errors: `Error` that names the file and line at fault. */
export async function loadRecordings(path: string): Promise<Recordings> {
  const takesByModel = new Map<string, Map<string, Take>>();
  let number = 0;
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number += 1;
    if (line.trim() !== '') addRecording(takesByModel, readLine(line, `${path}:${number}`));
  }
  return createRecordings(takesByModel);
}

/** Recordings of nothing. */
export const noRecordings: Recordings = { models: new Set(), find: () => undefined };

function readLine(line: string, place: string): Recording {
  try {
    return readRecording(line);
  } catch (error) {
    throw new Error(`${place} ${error instanceof Error ? error.message : error}`);
  }
}

function addRecording(takesByModel: Map<string, Map<string, Take>>, recording: Recording): void {
  const takes = takesByModel.get(recording.model) ?? new Map<string, Take>();
  takesByModel.set(recording.model, takes);
  const take = takes.get(recording.input) ?? { input: recording.input, recordings: [], next: 0 };
  takes.set(recording.input, take);
  take.recordings.push(recording);
}

function createRecordings(takesByModel: ReadonlyMap<string, ReadonlyMap<string, Take>>): Recordings {
  const longestFirst = new Map<string, readonly Take[]>();
  for (const [model, takes] of takesByModel) {
    longestFirst.set(
      model,
      [...takes.values()].sort((a, b) => b.input.length - a.input.length),
    );
  }
  return {
    models: new Set(takesByModel.keys()),
    find(model, text) {
      const take =
        takesByModel.get(model)?.get(text) ??
        longestFirst.get(model)?.find(({ input }) => text.includes(input));
      return take && replayNext(take);
    },
  };
}

function replayNext(take: Take): Recording | undefined {
  const recording = take.recordings[take.next];
  take.next = (take.next + 1) % take.recordings.length;
  return recording;
}
