import { AlertBody, AttemptBody, alertAt, type Instant, TelemetryBody } from '@tizhi/contracts';
import type { TimeBasis } from '@tizhi/storage';
import type { z } from 'zod';
import type { Draft } from './draft.ts';
import type { Content, Message, Span } from './inbox-state.ts';
import { isPlainTelemetry } from './plain-telemetry.ts';
import { attemptAt, spanOf } from './school-time.ts';

export interface Read {
  readonly content: Content;
  readonly span: Span | null;
}

/**
 * What a message is, by the schema of its lane, in school time. One that fails becomes a dead letter with
 * the reason, and so does telemetry from the future (docs/protocol.md, "Time").
 */
export function readBody(draft: Draft, message: Message): Read {
  const { key, body, fault } = message;
  if (fault !== null) return { content: deadLetter(draft, message, fault), span: null };
  switch (key.lane) {
    case 'telemetry': {
      const read = isPlainTelemetry(body)
        ? { success: true as const, data: body }
        : TelemetryBody.safeParse(body);
      return read.success ? telemetry(draft, message, read.data) : refused(draft, message, read.error);
    }
    case 'result': {
      const read = AttemptBody.safeParse(body);
      if (!read.success) return refused(draft, message, read.error);
      const shiftMs = shiftOf(draft, message, read.data.at);
      const attempt = attemptAt(read.data, shiftMs);
      const content: Content = { kind: 'attempt', body: attempt, clock: basisOf(message, shiftMs) };
      return { content, span: { firstAt: attempt.at, lastAt: attempt.at } };
    }
    case 'alert': {
      const read = AlertBody.safeParse(body);
      if (!read.success) return refused(draft, message, read.error);
      const shiftMs = shiftOf(draft, message, read.data.at);
      const alert = alertAt(read.data, shiftMs);
      const content: Content = { kind: 'alert', body: alert, clock: basisOf(message, shiftMs) };
      return { content, span: { firstAt: alert.from, lastAt: alert.at } };
    }
  }
}

function telemetry(draft: Draft, message: Message, body: TelemetryBody): Read {
  const { clock, key, receivedAt } = message;
  const { school, gateway } = key;
  const span = spanOf(body, clock.shiftMs);
  if (span.lastAt > horizon(draft, message)) {
    const aheadMs = span.lastAt - receivedAt;
    return {
      content: deadLetter(draft, message, `at: ${aheadMs} ms ahead of the school's clock`),
      span: null,
    };
  }
  if (span.firstAt < 0)
    return { content: deadLetter(draft, message, 'at: before 1970 once corrected'), span: null };
  const devices = body.blocks.flatMap((block) => block.devices);
  if (!draft.takeDevices(`${school}/${gateway}`, devices)) {
    const most = draft.limits.devicesPerGateway;
    return { content: deadLetter(draft, message, `devices: this gateway has named more than ${most}`), span };
  }
  const rows = body.blocks.reduce((sum, block) => sum + block.device.length, 0);
  return { content: { kind: 'telemetry', rows, message: { school, gateway, clock, body } }, span };
}

/** The latest time that is not the future. */
const horizon = (draft: Draft, { clockTrusted, receivedAt }: Message): number =>
  clockTrusted ? receivedAt + draft.limits.aheadMs : Number.POSITIVE_INFINITY;

/**
 * An alert or a result is stored once by its own id, whatever its time: one from the future is put at the
 * time of its arrival, so that a nurse sees it.
 */
function shiftOf(draft: Draft, message: Message, at: Instant): number {
  const { shiftMs } = message.clock;
  return at + shiftMs > horizon(draft, message) ? message.receivedAt - at : shiftMs;
}

const basisOf = ({ clock }: Message, shiftMs: number): TimeBasis => ({
  skewMs: clock.skewMs + shiftMs,
  errorMs: shiftMs === clock.shiftMs ? clock.errorMs : null,
});

/** Paths and rules only, never values: a dead letter's reason may be shown and logged. */
export const describe = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map(({ path, code, message }) => `${path.join('.') || 'body'}: ${message || code}`)
    .join('; ')
    .slice(0, 500);

const refused = (draft: Draft, message: Message, error: z.ZodError): Read => ({
  content: deadLetter(draft, message, describe(error)),
  span: null,
});

/** At most `deadLetterBytes` of a dead letter are kept. */
function deadLetter(
  draft: Draft,
  { key, seq, topic, payload, receivedAt }: Message,
  reason: string,
): Content {
  const most = draft.limits.deadLetterBytes;
  const isCut = payload.length > most;
  const letter = {
    key,
    seq,
    topic,
    reason: isCut ? `${reason} (first ${most} of ${payload.length} bytes kept)` : reason,
    // A copy: the payload is a window on the socket's buffer.
    payload: new Uint8Array(payload.subarray(0, most)),
    at: receivedAt,
  };
  return { kind: 'dead_letter', letter };
}
