import type {
  AlertBody,
  AlertId,
  AttemptBody,
  AttemptId,
  DeviceId,
  HeartRateSample,
  ReadingSample,
  TelemetryBody,
} from '@tizhi/contracts';
import { toHeartRateBlock, toReadingBlock } from '@tizhi/contracts';
import { type Item, valuesOf } from './items.ts';

export type Sample =
  | { readonly measurement: 'heart_rate'; readonly row: HeartRateSample }
  | { readonly measurement: 'reading'; readonly row: ReadingSample };

/** Devices tell other things as well: one reading in so many is no heart rate. */
const OTHER_EVERY = 5;

/** A reading whose values say which item it is. */
export function sampleOf(item: Item, { at, n }: { readonly at: number; readonly n: number }): Sample {
  const place = { device: item.name as DeviceId, at, n, deviceAt: null };
  const trust = { confidence: 1, doubt: null };
  if (item.id % OTHER_EVERY === 0)
    return {
      measurement: 'reading',
      row: { ...place, reading: { kind: 'quantity', quantity: 'steps', value: item.id, ...trust } },
    };
  return {
    measurement: 'heart_rate',
    row: { ...place, ...trust, ...valuesOf(item.id), contact: 'detected', rrMs: [] },
  };
}

export function telemetryOf(samples: readonly Sample[]): TelemetryBody {
  const hearts = samples.flatMap((each) => (each.measurement === 'heart_rate' ? [each.row] : []));
  const others = samples.flatMap((each) => (each.measurement === 'reading' ? [each.row] : []));
  return {
    kind: 'telemetry',
    blocks: [
      ...(hearts.length > 0 ? [toHeartRateBlock(hearts)] : []),
      ...(others.length > 0 ? [toReadingBlock(others)] : []),
    ],
  };
}

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
