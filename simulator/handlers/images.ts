import { drawImage } from '../answers/draw-image.ts';
import { ApiError } from '../http/api-error.ts';
import type { Exchange } from '../http/exchange.ts';
import { readImagesRequest } from '../protocol/images-request.ts';
import { describeImages } from '../protocol/images-response.ts';
import type { Simulation } from '../simulation.ts';
import { takeCall } from './take-call.ts';
import { wholeAnswer } from './whole-answer.ts';

/** Answers `POST /v1/images/generations` and its Azure forms. Every model draws the same. */
export function answerImages(simulation: Simulation, exchange: Exchange): Promise<void> {
  return takeCall(simulation, exchange, (body) => {
    const request = readImagesRequest(body);
    const { prompt, count, width, height } = request;
    return {
      prompt: () => prompt,
      content: (conduct) => {
        if (conduct.manner === 'content-filter' || conduct.manner === 'refuse') throw blocked();
        const pictures = Array.from({ length: count }, (_, number) =>
          drawImage(`${prompt} ${number}`, width, height),
        );
        return wholeAnswer(describeImages(request, pictures), conduct, prompt);
      },
    };
  });
}

function blocked(): ApiError {
  return new ApiError({
    status: 400,
    type: 'image_generation_user_error',
    code: 'moderation_blocked',
    message: 'The request was rejected by the safety system. (simulated)',
  });
}
