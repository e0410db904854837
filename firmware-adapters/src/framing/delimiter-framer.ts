import type { Rejected } from '@tizhi/contracts';
import type { DelimiterFraming, Framed, Framer } from './framing.ts';

/**
 * Frames that end with a delimiter. Looks at each byte once: a delimiter or a start can only be complete
 * at the newest byte. A line longer than `maxLength` is rejected in pieces up to its delimiter.
 */
export function delimiterFramer({ delimiter, start, maxLength, check }: DelimiterFraming): Framer {
  const line = new Uint8Array(maxLength + delimiter.length);
  /** Kept back when an overlong line is given up piece by piece: a marker may be half in. */
  const overlap = Math.max(delimiter.length, start?.length ?? 0) - 1;
  // Most bytes end nothing: one comparison tells.
  const delimiterEnds = delimiter[delimiter.length - 1];
  const startEnds = start?.[start.length - 1];
  let length = 0;
  let overlong = false;

  const endsWith = (marker: Uint8Array): boolean => {
    if (length < marker.length) return false;
    for (let i = 1; i <= marker.length; i++) {
      if (line[length - i] !== marker[marker.length - i]) return false;
    }
    return true;
  };
  const reject = (reason: Rejected['reason'], to: number): Rejected => ({
    kind: 'rejected',
    reason,
    bytes: line.slice(0, to),
  });

  /** Takes the line before its delimiter; an empty line says nothing and is passed over. */
  const takeLine = (found: Framed[]): void => {
    if (overlong) {
      found.push(reject('too_long', length));
      return;
    }
    const frame = line.slice(0, length - delimiter.length);
    if (frame.length === 0) return;
    const reason = check?.(frame) ?? null;
    found.push(reason === null ? { kind: 'frame', frame } : { kind: 'rejected', reason, bytes: frame });
  };
  const giveUp = (reason: Rejected['reason'], keep: number, found: Framed[]): void => {
    if (length > keep) found.push(reject(reason, length - keep));
    line.copyWithin(0, length - keep, length);
    length = keep;
  };

  return {
    get pending() {
      return length;
    },
    push(chunk) {
      const found: Framed[] = [];
      for (const byte of chunk) {
        line[length++] = byte;
        if (byte === delimiterEnds && endsWith(delimiter)) {
          takeLine(found);
          length = 0;
          overlong = false;
        } else if (start !== undefined && byte === startEnds && endsWith(start)) {
          giveUp(overlong ? 'too_long' : 'noise', start.length, found);
          overlong = false;
        } else if (length === line.length) {
          overlong = true;
          giveUp('too_long', overlap, found);
        }
      }
      return found;
    },
    flush() {
      const found: Framed[] = [];
      // Half a line may look whole and hold a wrong number: it is never decoded.
      giveUp(overlong ? 'too_long' : 'truncated', 0, found);
      overlong = false;
      return found;
    },
  };
}
