import { ERRORS, type ErrorCode, type ErrorEntry } from './error-table.ts';

/** Facts that travel with an error to the caller: extra headers and extra members of the problem document. */
export interface ErrorExtras {
  readonly headers?: Readonly<Record<string, string>>;
  readonly members?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** A typed error. `code` decides status, title and retryability (`ERRORS`); `message` says what to do. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly extras: ErrorExtras;

  constructor(code: ErrorCode, message: string, extras: ErrorExtras = {}) {
    super(message, { cause: extras.cause });
    this.name = 'AppError';
    this.code = code;
    this.extras = extras;
  }

  get entry(): ErrorEntry {
    return ERRORS[this.code];
  }
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
