import { AppError } from '../../shared/errors/app-error.ts';

/** What a path is refused with that gives something a name it cannot have. */
export function badName(): AppError {
  return new AppError(
    'invalid_request',
    'The name in the path is none: use at most 64 of a-z, 0-9, dots, dashes, underscores, a letter or digit first.',
  );
}
