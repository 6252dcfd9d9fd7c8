import type { ErrorRequestHandler } from 'express';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import { wantsPage } from '../access/wants-page.ts';
import { html } from './html.ts';
import { page } from './page.ts';

interface Answer {
  readonly status: number;
  readonly message: string;
}

/** What a person is told of an error: ours in full, a parser's in general, anything else not at all. */
function answerTo(error: unknown): Answer {
  if (error instanceof AppError) return { status: error.entry.status, message: error.message };
  const status: unknown = error instanceof Error ? Reflect.get(error, 'status') : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return { status, message: 'The request could not be read.' };
  }
  return { status: 503, message: 'That did not work just now. Try again shortly; the cause was logged.' };
}

/** Answers what failed with a page or, for scripts, with what Bull Board's client shows as a message. */
export function answerError(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const { status, message } = answerTo(error);
    if (status >= 500) log.error({ err: error, method: request.method }, 'request failed');
    if (response.headersSent) return void response.destroy();
    response.status(status).setHeader('Cache-Control', 'no-store');
    if (!wantsPage(request)) return void response.json({ error: message });
    const body = html`<h1>${status}</h1><p>${message}</p><p><a href="/">To the start</a></p>`;
    response.send(page({ title: `Error ${status}`, body }));
  };
}
