export interface StopSignal {
  /** Resolves with the reason when somebody asks the system to stop. */
  readonly requested: Promise<string>;
  /** Resolves when they ask again. */
  readonly insisted: Promise<void>;
}

// One Ctrl-C arrives up to three times: from the terminal, from npm and from the process before this one.
const SAME_REQUEST_MS = 500;

/** Listens for Ctrl-C, SIGTERM, a closed terminal, and the end of the process that started this one. */
export function listenForStop(): StopSignal {
  const requested = Promise.withResolvers<string>();
  const insisted = Promise.withResolvers<void>();
  let firstAt: number | undefined;
  const ask = (reason: string) => {
    firstAt ??= Date.now();
    requested.resolve(reason);
    if (Date.now() - firstAt > SAME_REQUEST_MS) insisted.resolve();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => ask(signal));
  process.on('disconnect', () => ask('the end of npm start'));
  return { requested: requested.promise, insisted: insisted.promise };
}
