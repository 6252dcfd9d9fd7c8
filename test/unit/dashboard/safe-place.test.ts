import { expect, test } from 'vitest';
import { safePlace } from '../../../dashboard/sign-in/safe-place.ts';

test.each(['/audit?before=1-1', '/queues/queue/model.sim-echo?status=failed', '/timeline/acme/job_1'])(
  'a sign-in leads back to %j',
  (next) => expect(safePlace(next)).toBe(next),
);

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/a\nb',
  '/a\r\nSet-Cookie: x=y',
  '',
  undefined,
  ['/audit'],
])('a sign-in never leads to %j', (next) => expect(safePlace(next)).toBe('/queues/'));
