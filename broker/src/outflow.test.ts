import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { writeToStream } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { gatherOutflow } from './outflow.ts';

/** A socket that counts what would be its system calls. */
function countedSocket() {
  const calls: number[] = [];
  const socket = new Duplex({
    read: () => {},
    writev(chunks, done) {
      calls.push(chunks.length);
      done();
    },
  });
  return { socket: socket as unknown as Socket, calls };
}
const publish = (socket: Socket): boolean =>
  writeToStream({ cmd: 'publish', topic: 't', payload: 'p', qos: 0, dup: false, retain: false }, socket);

describe('what goes out to a client', () => {
  it('leaves in one call for all packets of a turn, and in the next turn again', async () => {
    const { socket, calls } = countedSocket();
    gatherOutflow(socket);
    for (let turn = 1; turn <= 3; turn += 1) {
      for (let packet = 0; packet < 20; packet += 1) {
        publish(socket);
        await new Promise((resolve) => process.nextTick(resolve)); // what cuts packets apart otherwise
      }
      await nextTurn();
      await nextTurn();
      expect(calls).toHaveLength(turn);
    }
    expect(socket.writableCorked).toBe(0);
  });
});
