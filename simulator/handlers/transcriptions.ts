import type { Exchange } from '../http/exchange.ts';
import { readFormBody } from '../http/read-form.ts';
import { readTranscriptionRequest } from '../protocol/transcription-request.ts';
import type { Simulation } from '../simulation.ts';
import { takeCall } from './take-call.ts';
import { wholeAnswer } from './whole-answer.ts';

/** Bytes of a second of audio, where it is taken to have 128 kbit/s. */
const bytesPerSecond = 16_000;

/** Answers `POST /v1/audio/transcriptions` and its Azure forms. Every model hears the same. */
export function answerTranscriptions(simulation: Simulation, exchange: Exchange): Promise<void> {
  return takeCall(
    simulation,
    exchange,
    (body) => {
      const { filename, bytes, digest } = readTranscriptionRequest(body);
      const text = `This is a simulator: nobody has listened to the ${bytes} bytes of ${filename}, ${digest}.`;
      const usage = { type: 'duration', seconds: Math.ceil(bytes / bytesPerSecond) };
      return {
        prompt: () => digest,
        content: (conduct) => wholeAnswer({ text, usage }, conduct, digest),
      };
    },
    readFormBody,
  );
}
