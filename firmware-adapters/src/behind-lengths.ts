import { type Decoding, type DeviceDefinition, isRejected, rejected } from './device.ts';

const LENGTH_BYTES = 2;

/**
 * The same device behind a box that forwards its messages over a byte stream, each behind its length in two
 * bytes, high byte first. A stream merges and cuts what is written to it; a message without its length would
 * be lost in the next one. Throws a `RangeError` for a device whose frames are no messages: its own framing
 * finds them already.
 */
export function behindLengths(definition: DeviceDefinition): DeviceDefinition {
  const { framing, decode, streamDecoder, simulate, golden } = definition;
  if (framing.kind !== 'message') throw new RangeError(`${definition.id} sends no messages`);
  const { check } = framing;
  const message = (frame: Uint8Array): Uint8Array => frame.subarray(LENGTH_BYTES);
  const behind =
    (decodeMessage: (frame: Uint8Array) => Decoding) =>
    (frame: Uint8Array): Decoding => {
      const decoding = decodeMessage(message(frame));
      return isRejected(decoding) ? rejected(decoding.reason, frame) : decoding;
    };
  return {
    ...definition,
    framing: {
      kind: 'length-prefixed',
      start: new Uint8Array(),
      offset: 0,
      size: LENGTH_BYTES,
      endian: 'big',
      plus: LENGTH_BYTES,
      maxLength: framing.maxLength + LENGTH_BYTES,
      ...(check === undefined ? {} : { check: (frame) => check(message(frame)) }),
    },
    decode: behind(decode),
    ...(streamDecoder === undefined ? {} : { streamDecoder: () => behind(streamDecoder()) }),
    ...(simulate === undefined ? {} : { simulate: (values) => behindLength(simulate(values)) }),
    golden: golden.map((sample) => ({
      ...sample,
      hex: (sample.hex.length / 2).toString(16).padStart(2 * LENGTH_BYTES, '0') + sample.hex,
    })),
  };
}

/** A message behind its length. Takes up to 65,535 bytes. */
export function behindLength(message: Uint8Array): Uint8Array {
  const framed = new Uint8Array(LENGTH_BYTES + message.length);
  new DataView(framed.buffer).setUint16(0, message.length);
  framed.set(message, LENGTH_BYTES);
  return framed;
}
