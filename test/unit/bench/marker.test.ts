import { describe, expect, it } from 'vitest';
import { jobRequest } from '../../bench/parts/job-request.ts';
import { markText, markWriter, readMark } from '../../bench/parts/marker.ts';

const mark = { number: 42, sentAt: 1_234_567 };

describe('the mark of a benchmark job', () => {
  it('is written into a request and read from what echoes it', () => {
    const request = Buffer.from(
      `Idempotency-Key: bench-##########\r\n\r\n${jobRequest({ model: 'sim-echo' })}`,
    );
    const length = request.length;
    markWriter(request)(mark.number, mark.sentAt);
    expect(request.toString()).toContain('Idempotency-Key: bench-0000000042');
    expect(readMark(request)).toEqual(mark);
    expect(request.length).toBe(length);
  });

  it('is the same in text', () => {
    expect(readMark(Buffer.from(markText(jobRequest({ model: 'sim-echo' }), mark)))).toEqual(mark);
    expect(readMark(Buffer.from('no mark'))).toBeUndefined();
  });

  it('stands in a body of one kilobyte, with and without a webhook', () => {
    expect(jobRequest({ model: 'sim-echo' })).toHaveLength(1_024);
    expect(jobRequest({ model: 'sim-slow-1000', webhookUrl: 'http://127.0.0.1:1/hook' })).toHaveLength(1_024);
  });
});
