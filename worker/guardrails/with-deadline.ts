/**
 * Does `work`, which hears by its signal when time is up or the caller aborts. Neither waits for work that does
 * not listen.
 * @returns what the work resolves with, or that it took longer than `timeoutMs`
 * @throws whatever the work throws, and the caller's reason where the caller aborts
 */
export async function withDeadline<T>(
  timeoutMs: number,
  caller: AbortSignal,
  work: (signal: AbortSignal) => T | Promise<T>,
): Promise<T | 'timed_out'> {
  caller.throwIfAborted();
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), timeoutMs);
  const signal = AbortSignal.any([caller, deadline.signal]);
  const aborted = new Promise<'timed_out'>((resolve, reject) => {
    signal.addEventListener(
      'abort',
      () => (caller.aborted ? reject(caller.reason as Error) : resolve('timed_out')),
      { once: true },
    );
  });
  try {
    return await Promise.race([work(signal), aborted]);
  } finally {
    clearTimeout(timer);
  }
}
