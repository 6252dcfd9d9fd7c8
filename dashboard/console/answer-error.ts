import type { ErrorRequestHandler } from 'express';
import type { Logger } from '../../shared/telemetry/logger.ts';
import { wantsPage } from '../access/wants-page.ts';
import { explainError } from './explain-error.ts';
import { html } from './html.ts';
import { page } from './page.ts';

/** Answers what failed with a page or, for scripts, with what Bull Board's client shows as a message. */
export function answerError(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const { status, message } = explainError(error);
    if (status >= 500) log.error({ err: error, method: request.method }, 'request failed');
    if (response.headersSent) return void response.destroy();
    response.status(status).setHeader('Cache-Control', 'no-store');
    if (!wantsPage(request)) return void response.json({ error: message });
    const body = html`<h1>${status}</h1><p>${message}</p><p><a href="/">To the start</a></p>`;
    response.send(page({ title: `Error ${status}`, body }));
  };
}
