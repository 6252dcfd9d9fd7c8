import { embedText } from '../answers/embed-text.ts';
import type { Exchange } from '../http/exchange.ts';
import { readEmbeddingsRequest } from '../protocol/embeddings-request.ts';
import { describeEmbeddings } from '../protocol/embeddings-response.ts';
import type { Simulation } from '../simulation.ts';
import { takeCall } from './take-call.ts';
import { wholeAnswer } from './whole-answer.ts';

/** Answers `POST /v1/embeddings` and its Azure forms. Every model gives the same vectors. */
export function answerEmbeddings(simulation: Simulation, exchange: Exchange): Promise<void> {
  return takeCall(simulation, exchange, (body, model) => {
    const { texts, dimensions, encoding } = readEmbeddingsRequest(body);
    const [prompt = ''] = texts;
    return {
      prompt: () => prompt,
      content: (conduct) => {
        const vectors = texts.map((text) => embedText(text, dimensions));
        return wholeAnswer(describeEmbeddings(model.name, texts, vectors, encoding), conduct, prompt);
      },
    };
  });
}
