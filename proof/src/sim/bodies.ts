import type {
  AlertBody,
  AlertId,
  AttemptBody,
  AttemptId,
  DeviceId,
  HeartRateSample,
  TelemetryBody,
} from '@tizhi/contracts';
import { toHeartRateBlock } from '@tizhi/contracts';
import { type Item, valuesOf } from './items.ts';

/** A reading whose values say which item it is. */
export const sampleOf = (
  item: Item,
  { at, n }: { readonly at: number; readonly n: number },
): HeartRateSample => ({
  ...valuesOf(item.id),
  device: item.name as DeviceId,
  at,
  n,
  deviceAt: null,
  contact: 'detected',
  rrMs: [],
  confidence: 1,
  doubt: null,
});

export const telemetryOf = (samples: readonly HeartRateSample[]): TelemetryBody => ({
  kind: 'telemetry',
  blocks: [toHeartRateBlock(samples)],
});

export const attemptOf = ({ name }: Item, at: number): AttemptBody => ({
  kind: 'attempt',
  attempt: name as AttemptId,
  item: 'standing_long_jump',
  value: 180,
  unit: 'cm',
  at,
  deviceAt: null,
  station: 'mat' as DeviceId,
  lesson: null,
  subject: null,
  tag: null,
  confidence: 1,
  doubt: null,
  rawHex: '00',
});

export const alertOf = ({ name, isClearing }: Item, at: number): AlertBody => ({
  kind: 'alert',
  alert: name as AlertId,
  rule: { id: 'hr-above-ceiling', version: 1 },
  state: isClearing ? 'cleared' : 'raised',
  severity: 'warning',
  from: at,
  at,
  device: 'strap-1' as DeviceId,
  subject: null,
  lesson: null,
  evidence: { kind: 'heart_rate_above', ceilingBpm: 180, maxBpm: 190, sustainedMs: 1_000, series: [] },
});
