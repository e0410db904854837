import { failure, type Result, success } from '@tizhi/contracts';

/** Lower-case hexadecimal, two digits a byte, no separators. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Bytes from hexadecimal text in either case. Spaces, colons and hyphens between bytes are allowed, as
 * Bluetooth tools print them (`06-48`, `06:48`). Anything else is `TIZHI_HEX_INVALID`.
 */
export function fromHex(text: string): Result<Uint8Array> {
  const digits = text.replaceAll(/[\s:-]/g, '');
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(digits)) return failure('TIZHI_HEX_INVALID', { hex: shorten(text) });
  return success(
    Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
      Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16),
    ),
  );
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

/** One character a byte (Latin-1): loses nothing, whatever the bytes are. */
export function toText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The inverse of {@link toText}. Characters above U+00FF cannot be said: `RangeError`. */
export function fromText(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length }, (_, i) => {
    const code = text.charCodeAt(i);
    if (code > 0xff) throw new RangeError(`"${text}" does not fit into one byte a character`);
    return code;
  });
}

/** Whether `pattern` stands in `bytes` at `at`. A pattern that reaches past the end does not. */
export function matchesAt(bytes: Uint8Array, pattern: Uint8Array, at: number): boolean {
  if (at < 0 || at + pattern.length > bytes.length) return false;
  for (let i = 0; i < pattern.length; i++) if (bytes[at + i] !== pattern[i]) return false;
  return true;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
