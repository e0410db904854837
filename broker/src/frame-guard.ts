/** How many bytes one MQTT control packet may have, its fixed header included. */
export interface FrameLimits {
  /** The first packet, before anybody is known. */
  readonly firstPacketBytes: number;
  readonly packetBytes: number;
}

/** The remaining length takes at most four bytes (MQTT 3.1.1, 2.2.3). */
const MOST_LENGTH_BYTES = 4;

/**
 * Follows the frames of one connection by their headers alone and says when a packet announces more
 * bytes than allowed: before it is buffered, which the parser would do up to 256 MiB.
 */
export function createFrameGuard(limits: FrameLimits): {
  /**
   * How many packets ended in this chunk. `undefined`: the stream is to be cut; the chunk must not reach the
   * parser.
   */
  count(chunk: Uint8Array): number | undefined;
} {
  let limit = limits.firstPacketBytes;
  /** Bytes of the present packet still to come; -1: inside the fixed header. */
  let left = 0;
  let lengthBytes = 0;
  let length = 0;
  return {
    count(chunk) {
      let at = 0;
      let ended = 0;
      while (at < chunk.length) {
        if (left > 0) {
          const taken = Math.min(left, chunk.length - at);
          left -= taken;
          at += taken;
          if (left === 0) ended += 1;
        } else if (left === 0) {
          left = -1;
          lengthBytes = 0;
          length = 0;
          at += 1;
        } else {
          const byte = chunk[at] ?? 0;
          at += 1;
          length += (byte & 0x7f) * 128 ** lengthBytes;
          lengthBytes += 1;
          if (byte >= 0x80) {
            if (lengthBytes === MOST_LENGTH_BYTES) return undefined;
            continue;
          }
          if (1 + lengthBytes + length > limit) return undefined;
          limit = limits.packetBytes;
          left = length;
          if (left === 0) ended += 1;
        }
      }
      return ended;
    },
  };
}
