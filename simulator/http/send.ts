import type { ServerResponse } from 'node:http';
import type { ApiError } from './api-error.ts';

const jsonType = 'application/json; charset=utf-8';

/** Sends a value as JSON. Does nothing when the client has gone. */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendText(response, status, JSON.stringify(value), headers);
}

/** Sends a text that is JSON already. Does nothing when the client has gone. */
export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, jsonHeaders(text, headers));
  response.end(text);
}

/** Sends an error in OpenAI's own shape. */
export function sendError(
  response: ServerResponse,
  error: ApiError,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendJson(response, error.status, error.body, { ...headers, ...error.headers });
}

/** Sends the head of a stream of server-sent events. */
export function startEvents(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-simulator': 'true',
    ...headers,
  });
}

/** Announces the whole JSON text, sends its first half, then breaks the connection. */
export function sendBrokenText(response: ServerResponse, text: string): void {
  if (response.destroyed) return;
  const bytes = Buffer.from(text);
  response.writeHead(200, jsonHeaders(text));
  response.write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.destroy());
}

function jsonHeaders(text: string, headers: Readonly<Record<string, string>> = {}) {
  return {
    'content-type': jsonType,
    'content-length': Buffer.byteLength(text),
    'x-simulator': 'true',
    ...headers,
  };
}
