import { AppError } from '../../shared/errors/app-error.ts';

/** What a person is told of an error. */
export interface Explanation {
  readonly status: number;
  readonly message: string;
}

/** Explains an error: ours in full, a parser's in general, anything else not at all. */
export function explainError(error: unknown): Explanation {
  if (error instanceof AppError) return { status: error.entry.status, message: error.message };
  const status: unknown = error instanceof Error ? Reflect.get(error, 'status') : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return { status, message: 'The request could not be read.' };
  }
  return { status: 503, message: 'That did not work just now. Try again shortly; the cause was logged.' };
}
