import { AppError } from '../../shared/errors/app-error.ts';

const LONGEST = 256;

/** The subject that a path names. @throws AppError `not_found` for what no job can be about */
export function requireSubject(subject = ''): string {
  if (subject === '' || subject.length > LONGEST)
    throw new AppError('not_found', 'There is no such subject.');
  return subject;
}
