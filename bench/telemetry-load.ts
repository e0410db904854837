import { randomUUID } from 'node:crypto';
import {
  DeviceId,
  Epoch,
  GatewayId,
  type HeartRateSample,
  SchoolId,
  toHeartRateBlock,
} from '@tizhi/contracts';

/** One class of straps: a telemetry message holds one second of them. */
export const SAMPLES_PER_MESSAGE = 45;
export const SCHOOL = SchoolId.parse('bench-school');

export const gatewayId = (n: number): GatewayId => GatewayId.parse(`bench-${n}`);

/** The samples of one message: 45 straps, one second, rates that differ so that nothing compresses away. */
export function samplesOf(gateway: number, seq: number): HeartRateSample[] {
  return Array.from({ length: SAMPLES_PER_MESSAGE }, (_, strap) => ({
    device: DeviceId.parse(`g${gateway}-strap-${strap}`),
    at: START + seq * 1000 + strap,
    bpm: 70 + ((seq * 7 + strap * 13) % 120),
    contact: 'detected',
    energyKj: null,
    rrMs: [],
    confidence: 1,
    doubt: null,
  }));
}
const START = Date.UTC(2026, 8, 1, 0, 0, 0);

/** Ready-made MQTT payloads of one gateway: making them is the gateway's work, not the server's. */
export function payloadsOf(gateway: number, messages: number): Buffer[] {
  const epoch = Epoch.parse(randomUUID());
  return Array.from({ length: messages }, (_, index) =>
    Buffer.from(
      JSON.stringify({
        v: 1,
        epoch,
        seq: index + 1,
        first: 1,
        sentAt: START,
        body: { kind: 'telemetry', blocks: [toHeartRateBlock(samplesOf(gateway, index + 1))] },
      }),
    ),
  );
}
