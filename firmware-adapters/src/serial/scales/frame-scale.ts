import type { Rejected } from '@tizhi/contracts';
import { type DeviceDefinition, defineDevice, rejected } from '../../device.ts';
import type { Framing } from '../../framing/framing.ts';
import { isReason, readingsOf, theReading } from '../say.ts';
import { readWeighing, sampleWeight, type Weighing, weighingOf } from './weighing.ts';

interface FrameScale
  extends Pick<DeviceDefinition, 'name' | 'golden' | 'line' | 'otherLines' | 'connect' | 'sample'> {
  readonly id: string;
  readonly framing: Framing;
  /** The same weight so often in a row has settled, where the scale does not say so itself. */
  readonly settledAfter?: number;
  readonly parse: (frame: Uint8Array) => Weighing | Rejected['reason'];
  readonly format: (weighing: Weighing) => Uint8Array;
}

/** A settled weight nearer than this to the last one is the same person. */
const SAME_PERSON_KG = 2;

/** A scale that sends frames without end. */
export function frameScale({ parse, format, settledAfter, ...device }: FrameScale): DeviceDefinition {
  return defineDevice({
    line: { baudRate: 9600 },
    sample: sampleWeight,
    ...device,
    identity: { kind: 'configured' },
    measures: ['weight'],
    repeats: { sameWithin: SAME_PERSON_KG, ...(settledAfter === undefined ? {} : { settledAfter }) },
    decode(frame) {
      const weighing = parse(frame);
      const said = typeof weighing === 'string' ? weighing : readWeighing(weighing);
      return isReason(said) ? rejected(said, frame) : said;
    },
    simulate: (said) => format(weighingOf(theReading(readingsOf(said), 'measurement'))),
  });
}
