import type { AttemptBody, TelemetryBody } from '@tizhi/contracts';
import type { Span } from './inbox-state.ts';

/** The earliest and latest school time of a message's rows. */
export function spanOf({ blocks }: TelemetryBody, shiftMs: number): Span {
  let firstAt = Number.POSITIVE_INFINITY;
  let lastAt = 0;
  for (const { at } of blocks) {
    for (const time of at) {
      if (time < firstAt) firstAt = time;
      if (time > lastAt) lastAt = time;
    }
  }
  return { firstAt: firstAt + shiftMs, lastAt: lastAt + shiftMs };
}

/** An attempt with its times moved to school time. */
export const attemptAt = (body: AttemptBody, shiftMs: number): AttemptBody =>
  shiftMs === 0 ? body : { ...body, at: Math.max(0, body.at + shiftMs) };
