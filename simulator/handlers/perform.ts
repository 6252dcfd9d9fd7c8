import type { ServerResponse } from 'node:http';
import { sendBrokenText, sendError, sendText, startEvents } from '../http/send.ts';
import type { AnswerConduct, Conduct } from '../models/conduct.ts';

/** The content of an answer: one JSON text, or the events of a stream. */
export type Content =
  | { readonly kind: 'whole'; readonly text: string }
  | { readonly kind: 'stream'; readonly events: readonly string[] };

/** What a performance needs beside the conduct. */
export interface Stage {
  readonly response: ServerResponse;
  /** Makes the content. Called at once, so that what it throws can still become an error answer. */
  readonly content: (conduct: AnswerConduct) => Content;
  readonly headers: Readonly<Record<string, string>>;
  /** Called with the HTTP status just before the client can see the end of the answer. */
  readonly onAnswered: (status: number) => void;
}

/** Answers a call as its conduct says. Does nothing more once the client is gone. */
export function perform(conduct: Conduct, stage: Stage): void {
  if (conduct.kind === 'hang') return;
  if (conduct.kind === 'fail') {
    wait(conduct.delayMs, stage.response, () => {
      stage.onAnswered(conduct.error.status);
      sendError(stage.response, conduct.error, stage.headers);
    });
    return;
  }
  const content = stage.content(conduct);
  if (content.kind === 'whole') performWhole(content.text, conduct, stage);
  else performStream(content.events, conduct, stage);
}

function performWhole(text: string, conduct: AnswerConduct, stage: Stage): void {
  wait(conduct.delayMs + conduct.spreadMs, stage.response, () => {
    stage.onAnswered(200);
    if (conduct.breaks) sendBrokenText(stage.response, text);
    else sendText(stage.response, 200, text, { ...stage.headers, ...conduct.headers });
  });
}

function performStream(events: readonly string[], conduct: AnswerConduct, stage: Stage): void {
  const shown = conduct.breaks ? events.slice(0, Math.ceil(events.length / 2)) : events;
  // Events that come at once travel in one write.
  const groups = conduct.spreadMs > 0 ? shown : [shown.join('')];
  const gapMs = conduct.spreadMs / Math.max(1, groups.length - 1);
  wait(conduct.delayMs, stage.response, () => {
    startEvents(stage.response, { ...stage.headers, ...conduct.headers });
    writeGroups(groups, gapMs, conduct, stage);
  });
}

function writeGroups(groups: readonly string[], gapMs: number, conduct: AnswerConduct, stage: Stage): void {
  const { response } = stage;
  const [text = '', ...rest] = groups;
  if (rest.length > 0) {
    response.write(text);
    wait(gapMs, response, () => writeGroups(rest, gapMs, conduct, stage));
    return;
  }
  stage.onAnswered(200);
  if (conduct.breaks) response.write(text, () => response.socket?.destroy());
  else response.end(text);
}

function wait(ms: number, response: ServerResponse, then: () => void): void {
  if (ms <= 0) {
    then();
    return;
  }
  const timer = setTimeout(() => {
    response.off('close', stop);
    then();
  }, ms);
  const stop = () => clearTimeout(timer);
  response.once('close', stop);
}
