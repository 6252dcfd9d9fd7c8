import { type ProcessSystem, type ProcessSystemOptions, startProcessSystem } from '../process-system.ts';

/** Runs a test against a system of processes of its own, and ends them whatever happens. */
export async function withProcesses(
  options: ProcessSystemOptions,
  run: (system: ProcessSystem) => Promise<void>,
): Promise<void> {
  const system = await startProcessSystem(options);
  try {
    await run(system);
  } finally {
    await system.stop();
  }
}
