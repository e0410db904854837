import { type DeviceDefinition, defineDevice, type Measured } from '../device.ts';
import { decodeFlagged, type Flagged } from './flagged.ts';
import { encodeFlagged, sampleFlagged } from './flagged-simulator.ts';

/** An attribute value is at most 512 bytes (Core Specification, Vol 3 Part F, 3.2.9). */
export const MAX_ATTRIBUTE_LENGTH = 512;

export const BY_HAND = 'written by hand from the specification';
/** Vectors of a public library, each checked against the specification. */
export const sigPython = (file: string): string =>
  `vector of bluetooth-sig-python tests/gatt/characteristics/test_${file}.py, checked against the specification`;

type FlaggedDevice = Pick<DeviceDefinition, 'name' | 'golden' | 'connect' | 'accuracy' | 'calibration'> & {
  /** 16-bit numbers as Bluetooth assigns them, lower-case hex. */
  readonly service: string;
  readonly characteristic: string;
  readonly layout: Flagged;
};

/** A device whose value is flags and what they announce: everything but the layout follows from it. */
export function flaggedDevice(about: FlaggedDevice): DeviceDefinition {
  const { service, characteristic, layout, ...rest } = about;
  return defineDevice({
    ...rest,
    id: `gatt/${characteristic}`,
    measures: measuredBy(layout),
    identity: { kind: 'gatt', service, characteristic },
    framing: { kind: 'message', maxLength: MAX_ATTRIBUTE_LENGTH },
    decode: (frame) => decodeFlagged(layout, frame),
    simulate: (values) => encodeFlagged(layout, values),
    sample: (random) => sampleFlagged(layout, random),
  });
}

export function measuredBy({ groups }: Flagged): Measured[] {
  const all = groups
    .flatMap(({ parts }) => parts)
    .flatMap(({ is }): Measured[] => {
      if (is === undefined) return [];
      return [is === 'heart_rate' ? is : 'quantity' in is ? is.quantity : is.item];
    });
  return [...new Set(all)];
}
