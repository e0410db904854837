import type { DeviceDefinition } from '../../device.ts';
import { type LineDevice, lineDevice } from '../line-device.ts';
import { theReading } from '../say.ts';
import { readWeighing, sampleWeight, type Weighing, weighingOf } from './weighing.ts';

/**
 * Two people differ by more than this in a row often enough, and one person sways by less: a settled weight nearer
 * to the last one is the same person still standing there.
 */
const SAME_PERSON_KG = 2;

interface ScaleDevice
  extends Omit<LineDevice, 'measures' | 'read' | 'write' | 'sample' | 'repeats' | 'ends'> {
  readonly ends?: string;
  /** A line as the scale prints it; a reason where it is none of this scale's. */
  readonly parse: (line: string) => Weighing | Exclude<ReturnType<LineDevice['read']>, readonly unknown[]>;
  readonly format: (weighing: Weighing) => string;
}

/** Scales leave the maker at 2400 or 9600 baud, many with 7 bits and even parity. */
const FACTORY_LINE = { baudRate: 9600 } as const;

/** A scale that prints one line a weighing, or lines without end. It knows no pupil: the lesson does. */
export function scaleDevice({ parse, format, ends = '\r\n', ...device }: ScaleDevice): DeviceDefinition {
  return lineDevice({
    line: FACTORY_LINE,
    ...device,
    ends,
    measures: ['weight'],
    repeats: { sameWithin: SAME_PERSON_KG },
    read(line) {
      const weighing = parse(line);
      return typeof weighing === 'string' ? weighing : readWeighing(weighing);
    },
    write: (readings) => format(weighingOf(theReading(readings, 'measurement'))),
    sample: sampleWeight,
  });
}
