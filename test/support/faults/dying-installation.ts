import type { Installation } from '../../../shared/runtime/installation.ts';

/**
 * Ends this process with SIGKILL when it reaches a point: `stage:<name>`, `before:<script>`,
 * `after:<script>`, `after:add-job-hop` or `after:add-delivery-hop`.
 */
export function createDeath(point: string | undefined): (here: string) => void {
  return (here) => {
    if (here === point) process.kill(process.pid, 'SIGKILL');
  };
}

/** The installation, but the process dies on the way to or from the store or a queue. */
export function makeMortal(installation: Installation, die: (here: string) => void): Installation {
  const { store, queues } = installation;
  const addJobHop = queues.addJobHop.bind(queues);
  const addDeliveryHop = queues.addDeliveryHop.bind(queues);
  queues.addJobHop = async (...args) => {
    await addJobHop(...args);
    die('after:add-job-hop');
  };
  queues.addDeliveryHop = async (...args) => {
    await addDeliveryHop(...args);
    die('after:add-delivery-hop');
  };
  return {
    ...installation,
    store: {
      ...store,
      run: async (name, keys, args) => {
        die(`before:${name}`);
        const reply = await store.run(name, keys, args);
        die(`after:${name}`);
        return reply;
      },
    },
  };
}
