import type { MutableCall } from './call.ts';

const maxCalls = 10_000;
const maxBodyBytes = 64 * 1024 * 1024;

/** The last 10,000 calls. Of their bodies the newest stay, at most 64 MB. */
export interface CallRing {
  push(call: MutableCall): void;
  /** The calls that are kept, oldest first. */
  inOrder(): readonly MutableCall[];
}

/** Creates an empty ring. */
export function createCallRing(): CallRing {
  const calls: MutableCall[] = [];
  let pushed = 0;
  let bodiesFrom = 0;
  let bodyBytes = 0;

  const dropOldestBody = () => {
    const call = calls[bodiesFrom % maxCalls];
    bodiesFrom += 1;
    if (!call) return;
    bodyBytes -= call.bytes;
    call.request = null;
  };

  return {
    push(call) {
      if (pushed - bodiesFrom === maxCalls) dropOldestBody();
      calls[pushed % maxCalls] = call;
      pushed += 1;
      bodyBytes += call.bytes;
      while (bodyBytes > maxBodyBytes) dropOldestBody();
    },
    inOrder() {
      const oldest = pushed % maxCalls;
      return pushed > maxCalls ? [...calls.slice(oldest), ...calls.slice(0, oldest)] : calls;
    },
  };
}
