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

/** What an acute state is judged by, and the unit of its threshold and series. */
export const ACUTE_QUANTITIES = {
  heart_rate: { zh: '心率', en: 'Heart rate', unit: 'bpm' },
  /** Against what it was some seconds before; negative: a fall. */
  heart_rate_change: { zh: '心率变化', en: 'Change of heart rate', unit: 'bpm' },
  /** Beats whose interval differs from the last by more than the rule allows. */
  rr_irregularity: { zh: '心搏不齐比例', en: 'Irregular beats', unit: '%' },
  /** Time without a rate that can be believed. */
  silence: { zh: '无有效心率', en: 'No heart rate', unit: 's' },
  spo2: { zh: '血氧饱和度', en: 'Oxygen saturation', unit: '%' },
  body_temperature: { zh: '体温', en: 'Body temperature', unit: 'degC' },
} as const satisfies Record<string, { zh: string; en: string; unit: string }>;
export type AcuteQuantity = keyof typeof ACUTE_QUANTITIES;
export const AcuteQuantity = z.enum(Object.keys(ACUTE_QUANTITIES) as [AcuteQuantity, ...AcuteQuantity[]]);

const AcutePoint = z.object({ at: internal(Instant), value: health(z.number().nullable()) });

/** What an alert of an acute state rests on (docs/acute-states.md). */
export const AcuteStateEvidence = z.object({
  kind: internal(z.literal('acute_state')),
  quantity: internal(AcuteQuantity),
  /** In the quantity's unit. */
  threshold: health(z.number()),
  observed: health(z.number()),
  sustainedMs: health(z.int().min(0)),
  /** Trust in the judgement, 0 to 1. */
  confidence: health(z.number().min(0).max(1)),
  /** The quantity as it was heard, oldest first; for a change, an irregularity and a silence the heart rate. */
  series: z.array(AcutePoint).max(600),
  /** 0 still, 1 moving, 2 hard; left out where movement is not known. */
  movement: z.array(AcutePoint).max(600).optional(),
  /** Intervals between beats, ms, oldest first, where they decided. */
  rrMs: health(z.array(z.number().min(0).max(64_000)).max(600).optional()),
});
export type AcuteStateEvidence = z.infer<typeof AcuteStateEvidence>;

export const AlertEvidence = z.discriminatedUnion('kind', [HeartRateEvidence, AcuteStateEvidence]);
export type AlertEvidence = z.infer<typeof AlertEvidence>;

/** Alerts that one alert may stand for. */
export const MAX_ALERT_MEMBERS = 64;

/** Another rule or strap that the same cause set off. */
export const AlertMember = z.object({
  rule: internal(z.string().min(1).max(64)),
  device: internal(DeviceId),
  subject: personal(SubjectId.nullable()),
  at: internal(Instant),
});
export type AlertMember = z.infer<typeof AlertMember>;

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
  evidence: AlertEvidence,
  /** What this alert stands for besides itself: a storm of one cause is one alert. */
  members: z.array(AlertMember).max(MAX_ALERT_MEMBERS).optional(),
});
export type AlertBody = z.infer<typeof AlertBody>;

/** An alert with its times and those of its evidence moved to school time by `shiftMs` (`ClockStamp`). */
export function alertAt(body: AlertBody, shiftMs: number): AlertBody {
  if (shiftMs === 0) return body;
  const moved = (at: number): number => Math.max(0, at + shiftMs);
  const at = <T extends { readonly at: number }>(points: readonly T[]): T[] =>
    points.map((point) => ({ ...point, at: moved(point.at) }));
  return {
    ...body,
    from: moved(body.from),
    at: moved(body.at),
    evidence: evidenceAt(body.evidence, at),
    ...(body.members === undefined ? {} : { members: at(body.members) }),
  };
}

function evidenceAt(
  evidence: AlertEvidence,
  at: <T extends { readonly at: number }>(points: readonly T[]) => T[],
): AlertEvidence {
  switch (evidence.kind) {
    case 'heart_rate_above':
      return { ...evidence, series: at(evidence.series) };
    case 'acute_state': {
      const { movement } = evidence;
      return {
        ...evidence,
        series: at(evidence.series),
        ...(movement === undefined ? {} : { movement: at(movement) }),
      };
    }
  }
}
