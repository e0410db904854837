import { createServer } from 'node:net';

/**
 * Below the range from which the system takes the near ends of connections (32768 and up on Linux): a server
 * that is down for a while must find its port free again.
 */
const LOWEST = 12_000;
const HIGHEST = 31_999;
const TRIES = 200;
const given = new Set<number>();

/** A loopback port that nobody listens on, for a server that will be killed and come back. */
export async function lastingPort(): Promise<number> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST + 1));
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error('no free port');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
