import type { Decoding } from '../device.ts';

/**
 * A device repeats its advertisement several times a second: the same one again is told once, until another comes
 * between. `packetOf` is what makes two the same; `undefined`: this one is always told.
 */
export function onceEach(
  decode: (frame: Uint8Array) => Decoding,
  packetOf: (frame: Uint8Array) => string | undefined = (frame) => frame.join(),
): () => (frame: Uint8Array) => Decoding {
  return () => {
    let last: string | undefined;
    return (frame) => {
      const decoding = decode(frame);
      if ('kind' in decoding) return decoding;
      const packet = packetOf(frame);
      const again = packet !== undefined && packet === last;
      last = packet;
      return again ? [] : decoding;
    };
  };
}
