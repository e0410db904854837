import type { Reading, Rejected } from '@tizhi/contracts';
import { concat, fromText, toHex, toText } from '../bytes.ts';
import { type DeviceDefinition, defineDevice, type Golden, rejected } from '../device.ts';
import { isReason, readingsOf, type Said } from './say.ts';

/** A line as it was printed, without its end, and what it means. */
export type GoldenLine = { readonly line: string; readonly source: string } & (
  | { readonly readings: readonly Reading[] }
  | { readonly rejected: Rejected['reason'] }
);

/** What is particular to a device that prints lines; the rest is made from it. */
export interface LineDevice
  extends Pick<
    DeviceDefinition,
    | 'name'
    | 'measures'
    | 'line'
    | 'otherLines'
    | 'poll'
    | 'connect'
    | 'accuracy'
    | 'calibration'
    | 'repeats'
    | 'sample'
  > {
  readonly id: string;
  /** How a line ends: `\r\n`, `\r`, `\n` or a control character. */
  readonly ends: string;
  /** What every line begins with, where half a line could pass for a whole one. */
  readonly begins?: string;
  /** The longest line without its end. */
  readonly maxLength?: number;
  /** One line, without its end, to what it says. Pure; never throws. */
  readonly read: (line: string) => Said;
  /** The line that says these readings. A `RangeError` for what the format cannot say. */
  readonly write: (readings: readonly Reading[]) => string;
  readonly golden: readonly GoldenLine[];
}

const LONGEST_LINE = 128;

/** A device that prints lines of text. */
export function lineDevice(device: LineDevice): DeviceDefinition {
  const { ends, begins, maxLength = LONGEST_LINE, read, write, golden, ...rest } = device;
  const delimiter = fromText(ends);
  return defineDevice({
    ...rest,
    identity: { kind: 'configured' },
    framing: {
      kind: 'delimiter',
      delimiter,
      maxLength,
      ...(begins === undefined ? {} : { start: fromText(begins) }),
    },
    decode(frame) {
      const said = read(toText(frame));
      return isReason(said) ? rejected(said, frame) : said;
    },
    simulate: (said) => concat(fromText(write(readingsOf(said))), delimiter),
    golden: golden.map(
      ({ line, ...expected }): Golden => ({
        hex: toHex(concat(fromText(line), delimiter)),
        ...expected,
      }),
    ),
  });
}
