import { DeviceId, type HeartRateSample, type TelemetryBody, toHeartRateBlock } from '@tizhi/contracts';
import { intervalsOf } from './intervals.ts';

/** One class: a full telemetry message holds one second of its straps. */
export const STRAPS = 45;

export interface MessageShape {
  /** Samples in a message: 45 is a class in one second, 1 a strap. */
  readonly samples: number;
  /** With the RR intervals that straps send beside the rate. */
  readonly rr: boolean;
}

/**
 * The samples of message `seq` (from 1) of a gateway: its straps in turn, with rates that differ so that
 * nothing compresses away. `at` is the time of the message's last sample.
 */
export function samplesOf(
  message: MessageShape & { readonly gateway: string; readonly seq: number; readonly at: number },
): HeartRateSample[] {
  const { gateway, seq, at, samples, rr } = message;
  return Array.from({ length: samples }, (_, i) => {
    const index = (seq - 1) * samples + i;
    const strap = index % STRAPS;
    const n = Math.floor(index / STRAPS) + 1;
    const bpm = 70 + ((n * 7 + strap * 13) % 120);
    return {
      device: deviceOf(gateway, strap),
      at: at - (samples - 1 - i),
      n,
      deviceAt: null,
      bpm,
      contact: 'detected',
      energyKj: null,
      rrMs: rr ? intervalsOf(bpm) : [],
      confidence: 1,
      doubt: null,
    };
  });
}

const deviceOf = (gateway: string, strap: number): DeviceId => `${gateway}-strap-${strap}` as DeviceId;

export const bodyOf = (samples: readonly HeartRateSample[]): TelemetryBody => ({
  kind: 'telemetry',
  blocks: [toHeartRateBlock(samples)],
});

/** The first device id, checked once: the others are made like it. */
DeviceId.parse(deviceOf('bench-0', 0));
