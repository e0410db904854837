import { concat, fromText, toHex, toText } from '../../bytes.ts';
import type { DeviceDefinition } from '../../device.ts';
import { frameScale } from './frame-scale.ts';
import { statusOf, weighingOfStatus } from './toledo-status.ts';
import { weightReading } from './weighing.ts';

const STX = 0x02;
const CR = 0x0d;
/** STX, three status words, six digits of weight, six of tare, CR. */
const LENGTH = 17;

/** The two's complement of the sum of all bytes before it, in seven bits. */
export const toledoChecksum = (bytes: Uint8Array): number =>
  -bytes.reduce((sum, byte) => sum + byte, 0) & 0x7f;

const sealed = (frame: Uint8Array): Uint8Array => concat(frame, Uint8Array.of(toledoChecksum(frame)));

const parse = (frame: Uint8Array) => {
  const [, a = 0, b = 0, c = 0] = frame;
  return weighingOfStatus({ a, b, c }, toText(frame.subarray(4, 10))) ?? 'unknown_format';
};

const source = (what: string): string => `constructed from Toledo continuous output: ${what}`;

interface Variant {
  readonly id: string;
  readonly name: DeviceDefinition['name'];
  readonly checksum: 'sent' | 'left_out';
}

function toledo({ id, name, checksum }: Variant): DeviceDefinition {
  const end = (frame: Uint8Array): Uint8Array => (checksum === 'sent' ? sealed(frame) : frame);
  const hex = (words: string, digits: string): string =>
    toHex(end(concat(Uint8Array.of(STX), fromText(`${words}${digits}     0\r`))));
  const good = hex('\x2c\x30\x20', '  4520');
  return frameScale({
    id,
    name,
    otherLines: [{ baudRate: 4800 }, { baudRate: 9600, dataBits: 7, parity: 'even' }, { baudRate: 2400 }],
    framing: {
      kind: 'fixed',
      start: Uint8Array.of(STX),
      length: checksum === 'sent' ? LENGTH + 1 : LENGTH,
      check(frame) {
        if (frame[LENGTH - 1] !== CR) return 'unknown_format';
        if (checksum === 'sent' && frame[LENGTH] !== toledoChecksum(frame.subarray(0, LENGTH)))
          return 'bad_checksum';
        return typeof parse(frame) === 'string' ? 'unknown_format' : null;
      },
    },
    parse,
    format(weighing) {
      const { words, digits } = statusOf(weighing);
      return end(
        concat(Uint8Array.of(STX, words.a, words.b, words.c), fromText(`${digits}     0`), Uint8Array.of(CR)),
      );
    },
    golden: [
      { hex: good, source: source('45.20 kg'), readings: [weightReading(45.2)] },
      {
        hex: hex('\x2c\x38\x20', '  4485'),
        source: source('in motion'),
        readings: [weightReading(44.85, 'unstable')],
      },
      {
        hex: hex('\x2c\x34\x20', '999999'),
        source: source('out of range'),
        readings: [weightReading(null, 'overload')],
      },
      { hex: hex('\x2c\x32\x20', '     2'), source: source('-0.02 kg'), readings: [] },
      { hex: hex('\x2b\x31\x20', '   385'), source: source('38.5 kg net'), readings: [weightReading(38.5)] },
      {
        hex: hex('\x2b\x20\x20', '   996'),
        source: source('99.6 lb'),
        readings: [weightReading(45.177_800_052)],
      },
      {
        hex: hex('\x2c\x30\x20', ' 45200'),
        source: source('heavier than a pupil'),
        rejected: 'out_of_range',
      },
      { hex: good.replace('0d', '0a'), source: source('no CR at its place'), rejected: 'unknown_format' },
      { hex: hex('\x2c\x30\x20', '  4x20'), source: source('a damaged digit'), rejected: 'unknown_format' },
      ...(checksum === 'sent'
        ? [
            {
              hex: good.replace('3435', '3436'),
              source: source('one digit changed'),
              rejected: 'bad_checksum' as const,
            },
          ]
        : []),
    ],
  });
}

/** Toledo continuous output as it leaves the maker: without a checksum. */
export const toledoContinuous = toledo({
  id: 'scale/toledo',
  name: { zh: '托利多连续输出', en: 'Toledo continuous output' },
  checksum: 'left_out',
});

/** Toledo continuous output with its checksum switched on: to be preferred on a long cable. */
export const toledoChecked = toledo({
  id: 'scale/toledo-checksum',
  name: { zh: '托利多连续输出（带校验）', en: 'Toledo continuous output with checksum' },
  checksum: 'sent',
});
