import type { Socket } from 'node:net';
import type { BrokerLimits } from './config.ts';
import { createFrameGuard } from './frame-guard.ts';
import { createRate } from './rate.ts';

export type InflowEvent = 'oversizedPackets' | 'readsThrottled' | 'readsHeld';
type InflowLimits = Pick<
  BrokerLimits,
  'connectBytes' | 'packetBytes' | 'packetsPerSecond' | 'bytesPerSecond' | 'inflightPackets'
>;

/**
 * Stands between a socket and aedes, which pulls its bytes with `read`. Cuts the connection at a packet that
 * is too large; where a client is too fast, or has too many packets in flight, `read` gives nothing for a
 * while: the bytes stay in the kernel and the client's own TCP holds it back. Nothing is dropped.
 */
export function guardInflow(options: {
  readonly socket: Socket;
  readonly limits: InflowLimits;
  readonly count: (event: InflowEvent) => void;
}): { packetDone(): void } {
  const { socket, limits, count } = options;
  const guard = createFrameGuard({
    firstPacketBytes: limits.connectBytes,
    packetBytes: limits.packetBytes,
  });
  const packetRate = createRate(limits.packetsPerSecond);
  const byteRate = createRate(limits.bytesPerSecond);
  let inflight = 0;
  let held = false;
  let waiting: NodeJS.Timeout | undefined;

  const pull = socket.read.bind(socket);
  socket.read = (size?: number): unknown => {
    if (waiting !== undefined) return null;
    if (inflight >= limits.inflightPackets) {
      if (!held) count('readsHeld');
      held = true;
      return null;
    }
    held = false;
    const chunk: unknown = pull(size);
    if (!(chunk instanceof Uint8Array)) return chunk;
    const packets = guard.count(chunk);
    if (packets === undefined) {
      count('oversizedPackets');
      socket.destroy();
      return null;
    }
    inflight += packets;
    const now = performance.now();
    const waitMs = Math.max(packetRate.take(packets, now), byteRate.take(chunk.length, now));
    if (waitMs > 0) waitFor(waitMs);
    return chunk;
  };

  function waitFor(ms: number): void {
    count('readsThrottled');
    waiting = setTimeout(() => {
      waiting = undefined;
      // aedes reads again when it is told that there is something.
      if (!socket.destroyed) socket.emit('readable');
    }, ms);
  }
  socket.once('close', () => clearTimeout(waiting));

  return {
    /** To be called before aedes reads on, which it does after each finished packet. */
    packetDone() {
      if (inflight > 0) inflight -= 1;
    },
  };
}
