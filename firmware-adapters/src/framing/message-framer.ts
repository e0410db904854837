import type { Framed, Framer, MessageFraming } from './framing.ts';

/** Each chunk is a frame. One that is too long is rejected with its first `maxLength` bytes. */
export function messageFramer({ maxLength, check }: MessageFraming): Framer {
  return {
    pending: 0,
    flush: () => [],
    push(chunk): Framed[] {
      const bytes = chunk.slice(0, maxLength);
      if (chunk.length > maxLength) return [{ kind: 'rejected', reason: 'too_long', bytes }];
      const reason = check?.(bytes) ?? null;
      return [reason === null ? { kind: 'frame', frame: bytes } : { kind: 'rejected', reason, bytes }];
    },
  };
}
