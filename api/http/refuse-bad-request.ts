import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { AppError } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/error-table.ts';
import { problemOf } from './problem.ts';

const REASONS: Readonly<Record<string, readonly [ErrorCode, string, string]>> = {
  HPE_HEADER_OVERFLOW: [
    'headers_too_large',
    'Request Header Fields Too Large',
    'The request line and the headers may have 16 KiB together.',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    'request_timeout',
    'Request Timeout',
    'The request did not arrive within its time.',
  ],
};
const MALFORMED = ['invalid_request', 'Bad Request', 'The request is not valid HTTP.'] as const;

/** Answers what is not HTTP, and so never reaches the application, yet deserves to hear why. */
export function refuseBadRequest(fault: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || fault.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [code, reason, detail] = REASONS[fault.code ?? ''] ?? MALFORMED;
  const error = new AppError(code, detail);
  const body = JSON.stringify(problemOf(error, '/', randomBytes(16).toString('hex')));
  const head = [
    `HTTP/1.1 ${error.entry.status} ${reason}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
