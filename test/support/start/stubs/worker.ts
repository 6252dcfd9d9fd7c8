// Stands in for a worker: STUB_DRAIN_MS is how long its work in progress takes to finish.
const alive = setInterval(() => undefined, 1000);
const stop = () => {
  setTimeout(() => clearInterval(alive), Number(process.env.STUB_DRAIN_MS ?? 0));
  process.removeAllListeners('disconnect');
  if (process.connected) process.disconnect();
};
process.on('SIGTERM', stop);
process.on('disconnect', stop);
process.stdout.write(`${JSON.stringify({ level: 'info', msg: 'a line for the log alone' })}\n`);
process.stdout.write(`${JSON.stringify({ level: 'warn', msg: 'a line for the terminal too' })}\n`);
process.send?.({ ready: true });
