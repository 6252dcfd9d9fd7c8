import { createHash } from 'node:crypto';
import type { Complaint } from './complaints.ts';

/**
 * Whether a complaint is held out: what is tuned never looks at it. Its id alone decides, so that a complaint is on
 * the same side in every run and in every file.
 */
export function isHeldOut({ id }: Pick<Complaint, 'id'>): boolean {
  return createHash('sha256').update(String(id)).digest().readUInt32BE() % 2 === 1;
}
