import type { StageEntry } from '../../shared/stores/job-log.ts';

/** Collects the timeline of one attempt: its stages, and within them its calls. */
export class StageTimer {
  readonly entries: StageEntry[] = [];

  /** Starts the clock of a stage or call; the result stops it and records the entry. */
  start(name: string) {
    const at = Date.now();
    const begin = performance.now();
    return (verdict: string, more: Pick<StageEntry, 'code' | 'details'> = {}): void => {
      const duration_ms = Math.round(100 * (performance.now() - begin)) / 100;
      this.entries.push({ name, at, duration_ms, verdict, ...more });
    };
  }
}
