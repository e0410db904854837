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
  it('accepts a stream, however it is cut, exactly while no packet is over its limit, and counts its packets', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 20 }),
        fc.array(fc.nat(10_000)),
        (sizes, places) => {
          const limits = { firstPacketBytes: 300, packetBytes: 350 };
          const packets = sizes.map(publish);
          const guard = createFrameGuard(limits);
          const counts = cut(Buffer.concat(packets), places).map((chunk) => guard.count(chunk));
          const good = packets.every((packet, i) => packet.length <= (i === 0 ? 300 : 350));
          expect(counts.every((count) => count !== undefined)).toBe(good);
          if (good) expect(counts.reduce<number>((sum, n) => sum + (n ?? 0), 0)).toBe(packets.length);
        },
      ),
    );
  });

  it('counts packets without a body', () => {
    const guard = createFrameGuard({ firstPacketBytes: 300, packetBytes: 300 });
    expect([Uint8Array.of(0xc0, 0x00, 0xc0), Uint8Array.of(0x00)].map((chunk) => guard.count(chunk))).toEqual(
      [1, 1],
    );
  });

  it('refuses a length of five bytes, which MQTT does not have', () => {
    const guard = createFrameGuard({ firstPacketBytes: 1e9, packetBytes: 1e9 });
    expect(guard.count(Uint8Array.of(0x30, 0x80, 0x80, 0x80, 0x80))).toBeUndefined();
  });
});
