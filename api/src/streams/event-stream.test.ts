import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type EventStream, eventStream, formatEvent, MAX_UNREAD_BYTES } from './event-stream.ts';

/** A real connection: the server's stream, and the client's socket, which reads only when told to. */
async function connected() {
  let slow = 0;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stream = new Promise<EventStream>((resolve) => {
    server.once('request', (_request, response) => {
      response.writeHead(200);
      resolve(
        eventStream(response, () => {
          slow += 1;
        }),
      );
    });
  });
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  socket.write('GET / HTTP/1.1\r\nhost: test\r\n\r\n');
  return {
    stream: await stream,
    socket,
    cuts: () => slow,
    async close() {
      socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));
const BLOCK = 'x'.repeat(64 * 1024);

describe('an event stream', () => {
  it('writes an event as a browser reads it', () => {
    expect(formatEvent({ event: 'results', id: 7, data: '[1]' })).toBe(
      'id: 7\nevent: results\ndata: [1]\n\n',
    );
    expect(formatEvent({ event: 'tiles', data: '{}' })).toBe('event: tiles\ndata: {}\n\n');
  });

  it('cuts off a client that does not read, instead of keeping everything for it', async () => {
    const { stream, cuts, close } = await connected();
    let sent = 0;
    // The systems at both ends take some megabytes before anything stays with us.
    for (; !stream.closed && sent < 2_000; sent += 1) {
      stream.send({ event: 'tiles', data: BLOCK });
      await turn();
    }
    expect(stream.closed).toBe(true);
    expect(cuts()).toBe(1);
    stream.send({ event: 'tiles', data: 'more' }); // harmless
    expect(cuts()).toBe(1);
    await close();
  });

  it('lets a sender wait for a client that reads, so that much can be sent in pieces', async () => {
    const { stream, socket, cuts, close } = await connected();
    let received = 0;
    socket.on('data', (chunk) => {
      received += chunk.length;
    });
    socket.resume();
    const pieces = (100 * MAX_UNREAD_BYTES) / BLOCK.length;
    for (let i = 0; i < pieces; i += 1) {
      stream.send({ event: 'results', data: BLOCK });
      await stream.drained(5_000);
    }
    stream.end();
    await new Promise((resolve) => socket.once('end', resolve));
    expect(cuts()).toBe(0);
    expect(received).toBeGreaterThan(100 * MAX_UNREAD_BYTES);
    await close();
  });

  it('does not wait for ever for a client that never reads, nor for one that has gone', async () => {
    const { stream, socket, close } = await connected();
    const began = performance.now();
    while (performance.now() - began < 5_000) {
      stream.send({ event: 'results', data: BLOCK });
      const before = performance.now();
      await stream.drained(50);
      if (performance.now() - before >= 45) break;
    }
    expect(performance.now() - began).toBeLessThan(5_000);
    socket.destroy();
    const left = performance.now();
    await stream.drained(10_000);
    expect(performance.now() - left).toBeLessThan(5_000);
    await close();
  });
});
