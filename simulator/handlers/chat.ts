import { composeAnswer } from '../answers/compose-answer.ts';
import { readEchoText, readPrompt } from '../answers/conversation.ts';
import { ApiError } from '../http/api-error.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Model } from '../models/directory.ts';
import type { Answer, CompletionHead } from '../protocol/answer.ts';
import { describeChunks } from '../protocol/chat-chunks.ts';
import { describeCompletion } from '../protocol/chat-completion.ts';
import { type ChatRequest, readChatRequest } from '../protocol/chat-request.ts';
import type { Recording } from '../recording/recording.ts';
import { noRecording, replayAnswer, replayConduct } from '../recording/replay.ts';
import type { Simulation } from '../simulation.ts';
import type { Content } from './perform.ts';
import { takeCall } from './take-call.ts';

/** Answers `POST /v1/chat/completions` and its Azure forms. */
export function answerChat(simulation: Simulation, exchange: Exchange): Promise<void> {
  const azure = exchange.path.startsWith('/openai/');
  if (exchange.name !== '' && !exchange.query.has('api-version')) throw missingVersion();
  return takeCall(simulation, exchange, (body, model, callId) => {
    const request = readChatRequest(body);
    const recording = findRecording(simulation, model, request);
    const head = { id: `chatcmpl-${callId}`, model: model.name, created: Math.floor(Date.now() / 1000) };
    return {
      prompt: () => readPrompt(request.messages),
      recorded: recording && replayConduct(recording, simulation.recordingSpeed),
      content: ({ manner }) => {
        const answer = recording
          ? replayAnswer(recording, request)
          : composeAnswer(request, manner, simulation.makeInstance);
        return describeContent(head, answer, request, azure);
      },
    };
  });
}

function describeContent(
  head: CompletionHead,
  answer: Answer,
  request: ChatRequest,
  azure: boolean,
): Content {
  if (!request.stream)
    return { kind: 'whole', text: JSON.stringify(describeCompletion(head, answer, request.logprobs)) };
  return {
    kind: 'stream',
    events: describeChunks(head, answer, {
      includeUsage: request.includeUsage,
      logprobs: request.logprobs,
      azure,
    }),
  };
}

function findRecording(simulation: Simulation, model: Model, request: ChatRequest): Recording | undefined {
  if (model.behaviour.kind !== 'recorded') return undefined;
  const text = readEchoText(request.messages);
  const recording = simulation.recordings.find(model.name, text);
  if (recording) return recording;
  throw noRecording(model.name, text);
}

// Azure knows no route without a version.
function missingVersion(): ApiError {
  return new ApiError({ status: 404, code: '404', message: 'Resource not found' });
}
