import { moderateText } from '../answers/moderate-text.ts';
import type { Exchange } from '../http/exchange.ts';
import { readModerationsRequest } from '../protocol/moderations-request.ts';
import type { Simulation } from '../simulation.ts';
import { takeCall } from './take-call.ts';
import { wholeAnswer } from './whole-answer.ts';

/** Answers `POST /v1/moderations`. Every model gives the same verdicts. */
export function answerModerations(simulation: Simulation, exchange: Exchange): Promise<void> {
  return takeCall(simulation, exchange, (body, model, callId) => {
    const texts = readModerationsRequest(body);
    const [prompt = ''] = texts;
    return {
      prompt: () => prompt,
      content: (conduct) =>
        wholeAnswer(
          { id: `modr-${callId}`, model: model.name, results: texts.map(moderateText) },
          conduct,
          prompt,
        ),
    };
  });
}
