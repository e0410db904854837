import fc from 'fast-check';
import { generate, type Packet } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { createFrameGuard } from './frame-guard.ts';

const publish = (bytes: number): Uint8Array =>
  generate({
    cmd: 'publish',
    topic: 't',
    payload: Buffer.alloc(bytes),
    qos: 0,
    dup: false,
    retain: false,
  } as Packet);

/** Cuts a stream at the given places. */
const cut = (stream: Uint8Array, places: readonly number[]): Uint8Array[] => {
  const ends = [...new Set(places.map((place) => place % (stream.length + 1)))].sort((a, b) => a - b);
  return [0, ...ends].map((from, i) => stream.subarray(from, ends[i] ?? stream.length));
};

describe('the frame guard', () => {
  it('accepts a stream, however it is cut, exactly while no packet is over its limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 20 }),
        fc.array(fc.nat(10_000)),
        (sizes, places) => {
          const limits = { firstPacketBytes: 300, packetBytes: 350 };
          const packets = sizes.map(publish);
          const guard = createFrameGuard(limits);
          const accepted = cut(Buffer.concat(packets), places).every((chunk) => guard.accepts(chunk));
          const expected = packets.every((packet, i) => packet.length <= (i === 0 ? 300 : 350));
          expect(accepted).toBe(expected);
        },
      ),
    );
  });

  it('refuses a length of five bytes, which MQTT does not have', () => {
    const guard = createFrameGuard({ firstPacketBytes: 1e9, packetBytes: 1e9 });
    expect(guard.accepts(Uint8Array.of(0x30, 0x80, 0x80, 0x80, 0x80))).toBe(false);
  });
});
