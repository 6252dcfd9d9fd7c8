import { type Fault, wordsOf } from '../../shared/catalog/fault.ts';
import { AppError } from '../../shared/errors/app-error.ts';

/** @throws AppError `invalid_definition` naming every fault, when there is any */
export function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  throw new AppError('invalid_definition', `${faults.map(wordsOf).join('; ')}.`, {
    members: { errors: faults },
  });
}
