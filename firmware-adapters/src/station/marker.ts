import { fromHex, fromText } from '../bytes.ts';
import type { Marker } from './station-shape.ts';

const NAMED: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', '\\': '\\' };

/** `\r`, `\n`, `\t`, `\\` and `\x02` as the characters they name: YAML leaves them alone in plain text. */
export const unescapeText = (text: string): string =>
  text.replaceAll(/\\(?:([rnt\\])|x([0-9a-fA-F]{2}))/g, (_, name: string | undefined, hex: string) =>
    name === undefined ? String.fromCharCode(Number.parseInt(hex, 16)) : (NAMED[name] ?? name),
  );

/** Bytes written as text or hexadecimal, or `undefined` where a character needs more than one byte. */
export function markerBytes(marker: Marker): Uint8Array | undefined {
  if (typeof marker !== 'string') {
    const bytes = fromHex(marker.hex);
    return bytes.ok ? bytes.value : undefined;
  }
  const text = unescapeText(marker);
  return [...text].every((character) => character.charCodeAt(0) <= 0xff) ? fromText(text) : undefined;
}
