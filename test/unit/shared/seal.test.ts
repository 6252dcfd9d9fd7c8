import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SealError } from '../../../shared/security/seal.ts';
import { TenantKeys } from '../../../shared/security/tenant-keys.ts';

const keys = new TenantKeys(Buffer.alloc(32, 1));
const others = new TenantKeys(Buffer.alloc(32, 2));

describe('a box', () => {
  test('gives back what was put into it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const box = keys.box('job_1');
        const json = JSON.parse(JSON.stringify(value));
        expect(box.open('input', box.seal('input', value))).toEqual(json);
      }),
    );
  });

  test('opens nothing of another tenant, another object or another part, and nothing damaged', () => {
    const sealed = keys.box('job_1').seal('input', { secret: 'canary' });
    expect(sealed.toString('latin1')).not.toContain('canary');
    expect(() => others.box('job_1').open('input', sealed)).toThrow(SealError);
    expect(() => keys.box('job_2').open('input', sealed)).toThrow(SealError);
    expect(() => keys.box('job_1').open('result', sealed)).toThrow(SealError);
    for (let i = 0; i < sealed.length; i++) {
      const damaged = Buffer.from(sealed);
      damaged[i] = (damaged[i] ?? 0) ^ 1;
      expect(() => keys.box('job_1').open('input', damaged), `byte ${i}`).toThrow(SealError);
    }
    for (const length of [0, 1, 12, 13, 28, sealed.length - 1]) {
      expect(() => keys.box('job_1').open('input', sealed.subarray(0, length))).toThrow(SealError);
    }
    expect(() => keys.box('job_1').open('input', randomBytes(100))).toThrow(SealError);
  });

  test('seals the same value differently every time', () => {
    const box = keys.box('job_1');
    expect(box.seal('input', 1)).not.toEqual(box.seal('input', 1));
  });
});

describe('ids and digests', () => {
  test('of one tenant are always the same and tell nothing to another', () => {
    expect(keys.jobId('order-1')).toMatch(/^job_[0-9A-Za-z]{22}$/);
    expect(keys.jobId('order-1')).toBe(new TenantKeys(Buffer.alloc(32, 1)).jobId('order-1'));
    expect(keys.jobId('order-1')).not.toBe(keys.jobId('order-2'));
    expect(keys.jobId('order-1')).not.toBe(others.jobId('order-1'));
    expect(keys.digest('subject', 'anna')).toHaveLength(22);
    expect(keys.digest('subject', 'anna')).not.toBe(keys.digest('metadata', 'anna'));
    expect(keys.digest('subject', 'anna')).not.toBe(others.digest('subject', 'anna'));
  });
});
