import { AlertBody, AttemptBody, TelemetryBody } from '@tizhi/contracts';
import type { z } from 'zod';
import type { Content, Message } from './inbox-state.ts';
import { isPlainTelemetry } from './plain-telemetry.ts';

/**
 * What a message is, by the schema of its lane. One that fails becomes a dead letter with the reason, of
 * which at most `deadLetterBytes` are kept.
 */
export function readBody(message: Message, deadLetterBytes: number): Content {
  const { key, seq, body, fault } = message;
  if (fault !== null) return deadLetter(message, { reason: fault, deadLetterBytes });
  switch (key.lane) {
    case 'telemetry': {
      const read = isPlainTelemetry(body)
        ? { success: true as const, data: body }
        : TelemetryBody.safeParse(body);
      if (!read.success) return deadLetter(message, { reason: describe(read.error), deadLetterBytes });
      const rows = read.data.blocks.reduce((sum, block) => sum + block.device.length, 0);
      const { school, gateway } = key;
      return { kind: 'telemetry', rows, message: { school, gateway, seq, body: read.data } };
    }
    case 'result': {
      const read = AttemptBody.safeParse(body);
      if (!read.success) return deadLetter(message, { reason: describe(read.error), deadLetterBytes });
      return { kind: 'attempt', body: read.data };
    }
    case 'alert': {
      const read = AlertBody.safeParse(body);
      if (!read.success) return deadLetter(message, { reason: describe(read.error), deadLetterBytes });
      return { kind: 'alert', body: read.data };
    }
  }
}

/** Paths and rules only, never values: a dead letter's reason may be shown and logged. */
export const describe = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map(({ path, code, message }) => `${path.join('.') || 'body'}: ${message || code}`)
    .join('; ')
    .slice(0, 500);

function deadLetter(
  { key, seq, topic, payload, receivedAt }: Message,
  { reason, deadLetterBytes }: { readonly reason: string; readonly deadLetterBytes: number },
): Content {
  const isCut = payload.length > deadLetterBytes;
  const letter = {
    key,
    seq,
    topic,
    reason: isCut ? `${reason} (first ${deadLetterBytes} of ${payload.length} bytes kept)` : reason,
    // A copy: the payload is a window on the socket's buffer.
    payload: new Uint8Array(payload.subarray(0, deadLetterBytes)),
    at: receivedAt,
  };
  return { kind: 'dead_letter', letter };
}
