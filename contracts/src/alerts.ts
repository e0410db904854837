import { z } from 'zod';
import { health, internal, personal } from './data-class.ts';
import { AlertId, DeviceId, Instant, LessonId, SubjectId } from './ids.ts';

export const Severity = z.enum(['info', 'warning', 'critical']);
export type Severity = z.infer<typeof Severity>;

/** What a sustained-heart-rate alert rests on. */
export const HeartRateEvidence = z.object({
  kind: internal(z.literal('heart_rate_above')),
  ceilingBpm: health(z.int().min(1).max(300)),
  maxBpm: health(z.int().min(1).max(300)),
  /** How long the rate had been above the ceiling, ms. */
  sustainedMs: health(z.int().min(0)),
  /** The samples that decided it, oldest first. */
  series: z.array(z.object({ at: internal(Instant), bpm: health(z.int().min(0).max(300)) })).max(600),
});
export type HeartRateEvidence = z.infer<typeof HeartRateEvidence>;

/**
 * An acute alert, raised on the gateway with or without a network. `raised` opens it; `cleared` (same
 * alert id) says the condition ended. A person still decides what it meant.
 */
export const AlertBody = z.object({
  kind: internal(z.literal('alert')),
  alert: internal(AlertId),
  rule: z.object({ id: internal(z.string().min(1).max(64)), version: internal(z.int().min(1)) }),
  state: health(z.enum(['raised', 'cleared'])),
  severity: health(Severity),
  /** When the condition began, and when this message was decided. */
  from: internal(Instant),
  at: internal(Instant),
  device: internal(DeviceId),
  subject: personal(SubjectId.nullable()),
  lesson: internal(LessonId.nullable()),
  evidence: HeartRateEvidence,
});
export type AlertBody = z.infer<typeof AlertBody>;

/** An alert with its times and those of its evidence moved to school time by `shiftMs` (`ClockStamp`). */
export function alertAt(body: AlertBody, shiftMs: number): AlertBody {
  if (shiftMs === 0) return body;
  const moved = (at: number): number => Math.max(0, at + shiftMs);
  const series = body.evidence.series.map((point) => ({ ...point, at: moved(point.at) }));
  return {
    ...body,
    from: moved(body.from),
    at: moved(body.at),
    evidence: { ...body.evidence, series },
  };
}
