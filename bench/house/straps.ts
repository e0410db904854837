import { DeviceId } from '@tizhi/contracts';
import { behindLength, encodeHeartRate } from '@tizhi/firmware-adapters';
import { intervalsOf } from '../load/intervals.ts';
import { type FakeDevice, fakeDevice } from './devices.ts';

/** A strap whose notifications a box in the hall forwards over TCP, each behind its length. */
export interface FakeStrap {
  readonly device: DeviceId;
  readonly link: FakeDevice;
  /** Notifications said so far. */
  readonly said: number;
  /** Notifications in one go, each with its rate and the RR intervals of a second. */
  beat(...bpm: readonly number[]): void;
}

export const fakeStraps = (count: number, prefix: string): Promise<FakeStrap[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => fakeStrap(DeviceId.parse(`${prefix}-${i + 1}`))));

async function fakeStrap(device: DeviceId): Promise<FakeStrap> {
  const link = await fakeDevice();
  let said = 0;
  return {
    device,
    link,
    get said() {
      return said;
    },
    beat(...rates) {
      said += rates.length;
      link.say(
        Buffer.concat(
          rates.map((bpm) =>
            behindLength(encodeHeartRate({ bpm, contact: 'detected', rrMs: intervalsOf(bpm) })),
          ),
        ),
      );
    },
  };
}

/** A gateway's sources for these straps. */
export const strapSources = (straps: readonly FakeStrap[]): object[] =>
  straps.map(({ device, link }) => ({
    kind: 'tcp',
    device,
    definition: 'gatt/2a37',
    carries: 'messages',
    host: '127.0.0.1',
    port: link.port,
  }));
