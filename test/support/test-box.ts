import { createSecretKey } from 'node:crypto';
import { type Box, boxOf } from '../../shared/security/box.ts';

/** A box for tests that hold what no store has. */
export function testBox(context = 'job_1'): Box {
  return boxOf(createSecretKey(Buffer.alloc(32, 1)), context);
}
