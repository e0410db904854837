import type { Reading, TimingReading } from '@tizhi/contracts';
import type { DeviceDefinition } from '../../device.ts';
import { drawWhole, type Random } from '../draw.ts';
import { type LineDevice, lineDevice } from '../line-device.ts';
import { theReading } from '../say.ts';

interface TimingDevice extends Omit<LineDevice, 'measures' | 'read' | 'write'> {
  readonly parse: (line: string) => TimingReading | 'nothing' | 'unknown_format';
  readonly format: (reading: TimingReading) => string;
}

/** A timing system that prints a line an impulse. */
export function timingDevice({ parse, format, ...device }: TimingDevice): DeviceDefinition {
  return lineDevice({
    maxLength: 64,
    ...device,
    measures: ['timing'],
    read(line) {
      const said = parse(line);
      if (said === 'nothing') return [];
      return typeof said === 'string' ? said : [said];
    },
    write: (readings) => format(theReading(readings, 'timing')),
  });
}

/** A trusted timing reading, with what it usually is. */
export const timing = (
  said: Pick<TimingReading, 'event' | 'channel' | 'number' | 'timeMs'> & Partial<TimingReading>,
): TimingReading => ({ kind: 'timing', trigger: 'gate', confidence: 1, doubt: null, ...said });

/** Any impulse of the first ten channels, in a resolution of so many decimals. */
export function sampleImpulse(random: Random, decimals: number): { readings: readonly Reading[] } {
  const channel = drawWhole(random, 0, 9);
  const wanted = channel === 0 ? 'start' : channel === 1 ? 'finish' : 'lap';
  const event =
    ([wanted, wanted, wanted, 'blocked', 'cancelled'] as const)[drawWhole(random, 0, 4)] ?? wanted;
  const trigger = random() < 0.2 ? 'manual' : 'gate';
  const timeMs = drawWhole(random, 0, 86_400 * 10 ** decimals - 1) / 10 ** (decimals - 3);
  return { readings: [timing({ event, trigger, channel, number: drawWhole(random, 0, 9999), timeMs })] };
}
