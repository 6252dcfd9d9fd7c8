import { createServer } from 'node:http';

// Stands in for a service that listens and does nothing: started with the port to listen on.
export function listen(port: string | undefined): void {
  const server = createServer((_, response) => response.end('{}'));
  server.listen(Number(port), '127.0.0.1', () => process.send?.({ ready: true }));
  const stop = () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  };
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);
}
