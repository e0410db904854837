import { concat, fromText, toHex, toText } from '../../bytes.ts';
import { type DeviceDefinition, defineDevice, rejected } from '../../device.ts';
import { drawWhole } from '../draw.ts';
import { tagOf, tagReading } from './tag-device.ts';

const STX = 0x02;
const ETX = 0x03;
const FRAME = /^([0-9A-F]{10})([0-9A-F]{2})$/;
/** Hexadecimal digits of a card: version, then 32 bits of number. */
const DIGITS = 10;

/** The exclusive or of the card's five bytes. */
const checksum = (card: string): string => {
  const pairs = card.match(/../g) ?? [];
  return toHex(Uint8Array.of(pairs.reduce((xor, pair) => xor ^ Number.parseInt(pair, 16), 0))).toUpperCase();
};

/** The number that is printed on the card: its 32 bits as ten decimal digits. The version byte is the maker's. */
const printedNumber = (card: string): string =>
  String(Number.parseInt(card.slice(2), 16)).padStart(DIGITS, '0');

interface Variant {
  readonly id: string;
  readonly name: DeviceDefinition['name'];
  /** What stands between the checksum and ETX. */
  readonly tail: '' | '\r\n';
}

function em4100({ id, name, tail }: Variant): DeviceDefinition {
  const end = concat(fromText(tail), Uint8Array.of(ETX));
  const length = 1 + DIGITS + 2 + end.length;
  const parts = (frame: Uint8Array) => FRAME.exec(toText(frame.subarray(1, 1 + DIGITS + 2)));
  const write = (card: string, sum = checksum(card)): Uint8Array =>
    concat(Uint8Array.of(STX), fromText(card + sum), end);
  const golden = (card: string, sum?: string): string => toHex(write(card, sum));
  const source = (what: string): string => `constructed from the reader's sheet: ${what}`;
  return defineDevice({
    id,
    name,
    measures: ['tag'],
    identity: { kind: 'configured' },
    line: { baudRate: 9600 },
    connect: {
      zh: '125 kHz ID 卡读卡器，TTL 串口经 USB 转换器连接。',
      en: 'A reader of 125 kHz cards: its serial output through a USB converter.',
    },
    framing: {
      kind: 'fixed',
      start: Uint8Array.of(STX),
      length,
      check(frame) {
        const [, card = '', sum] = parts(frame) ?? [];
        if (sum === undefined || toText(frame.subarray(length - end.length)) !== toText(end))
          return 'unknown_format';
        return checksum(card) === sum ? null : 'bad_checksum';
      },
    },
    decode(frame) {
      const card = parts(frame)?.[1];
      return card === undefined
        ? rejected('unknown_format', frame)
        : [{ kind: 'tag', tag: printedNumber(card) }];
    },
    simulate(said) {
      const tag = tagOf(said);
      const number = Number(tag);
      if (!/^\d{10}$/.test(tag) || number > 0xffff_ffff) throw new RangeError(`${tag} is no card number`);
      return write(`00${number.toString(16).toUpperCase().padStart(8, '0')}`);
    },
    sample: (random) => ({
      readings: [tagReading(String(drawWhole(random, 0, 0xffff_ffff)).padStart(DIGITS, '0'))],
    }),
    golden: [
      { hex: golden('0100CF64D5'), source: source('card 13591765'), readings: [tagReading('0013591765')] },
      { hex: golden('0000000001'), source: source('card 1'), readings: [tagReading('0000000001')] },
      { hex: golden('0100CF64D5', '00'), source: source('a wrong checksum'), rejected: 'bad_checksum' },
      { hex: golden('0100CF64G5', '7F'), source: source('no hexadecimal digit'), rejected: 'unknown_format' },
      { hex: golden('0100CF64D5').slice(0, 16), source: source('cut off'), rejected: 'truncated' },
    ],
  });
}

/** RDM6300 and its kin: STX, ten digits, two of checksum, ETX. */
export const rdm6300 = em4100({
  id: 'rfid/rdm6300',
  name: { zh: 'RDM6300 ID 卡读卡器', en: 'RDM6300 card reader (EM4100)' },
  tail: '',
});

/** ID-2, ID-12 and ID-20 (Innovations): the same with CR and LF before ETX. */
export const id12 = em4100({
  id: 'rfid/id-12',
  name: { zh: 'ID-12 读卡器', en: 'ID-12 card reader (EM4100)' },
  tail: '\r\n',
});
