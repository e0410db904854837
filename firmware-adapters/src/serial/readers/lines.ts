import type { DeviceDefinition } from '../../device.ts';
import { drawWhole } from '../draw.ts';
import { lineDevice } from '../line-device.ts';
import { theReading } from '../say.ts';
import { tagRead, tagReading } from './tag-device.ts';

const tagText = (readings: Parameters<typeof theReading>[0]): string => theReading(readings, 'tag').tag;
const constructed = 'constructed from the form of the lines';

/** Any reader that sends what it read as a line ending with CR (and LF): bar codes, QR codes, most card readers. */
export const lineReader = lineDevice({
  id: 'reader/line',
  name: { zh: '条码、二维码或刷卡器（按行输出）', en: 'Reader that sends a line (bar code, card)' },
  measures: ['tag'],
  ends: '\r',
  line: { baudRate: 9600 },
  otherLines: [{ baudRate: 115_200 }, { baudRate: 19_200 }, { baudRate: 38_400 }],
  connect: {
    zh: '扫说明书上的“USB 虚拟串口”设置码；后缀设为回车。',
    en: 'Scan the code "USB COM" of its booklet; let it end with a carriage return.',
  },
  read: tagRead,
  write(readings) {
    const tag = tagText(readings);
    if (tag.trim() !== tag) throw new RangeError('spaces at the ends of a tag are not kept');
    return tag;
  },
  sample: (random) => ({ readings: [tagReading(`2026${drawWhole(random, 0, 999_999)}`)] }),
  golden: [
    { line: '2026080107', source: constructed, readings: [tagReading('2026080107')] },
    { line: '\n2026080107', source: 'constructed: CR and LF', readings: [tagReading('2026080107')] },
    { line: 'A-17 b', source: constructed, readings: [tagReading('A-17 b')] },
    { line: '  ', source: 'constructed: nothing but spaces', rejected: 'unknown_format' },
    { line: '20\x0026', source: 'constructed: a NUL', rejected: 'unknown_format' },
    { line: '7'.repeat(65), source: 'constructed: longer than a tag', rejected: 'unknown_format' },
  ],
});

/** `]C12026080107`: what was read behind its AIM symbology identifier (ISO/IEC 15424), which is not part of it. */
export const aimReader = lineDevice({
  id: 'reader/aim',
  name: { zh: '带 AIM 标识的条码器', en: 'Bar-code reader with AIM identifiers' },
  measures: ['tag'],
  ends: '\r',
  line: { baudRate: 9600 },
  read(line) {
    const [, code] = /^\n?\][A-Za-z][0-9A-Za-z](.+)$/.exec(line) ?? [];
    return code === undefined ? 'unknown_format' : tagRead(code);
  },
  write: (readings) => `]C0${tagText(readings)}`,
  sample: (random) => ({ readings: [tagReading(String(drawWhole(random, 1, 999_999_999)))] }),
  golden: [
    { line: ']C02026080107', source: 'constructed: Code 128', readings: [tagReading('2026080107')] },
    { line: ']Q1https://s/80107', source: 'constructed: QR code', readings: [tagReading('https://s/80107')] },
    { line: '2026080107', source: 'constructed: no identifier', rejected: 'unknown_format' },
    { line: ']C0', source: 'constructed: nothing behind it', rejected: 'unknown_format' },
  ],
});

/** 26 bits: 8 of facility code, 16 of card number. */
const WIEGAND = /^(\d{1,3}),(\d{1,5})$/;

/**
 * A converter from Wiegand 26 to text: facility code and card number, `045,12345`, as cards have them printed. The two
 * parity bits were the converter's to check.
 */
export const wiegandReader = lineDevice({
  id: 'rfid/wiegand-26',
  name: { zh: '韦根 26 转串口读卡器', en: 'Wiegand 26 reader behind a serial converter' },
  measures: ['tag'],
  ends: '\r\n',
  line: { baudRate: 9600 },
  read(line) {
    const [, facility, card] = WIEGAND.exec(line) ?? [];
    if (facility === undefined || card === undefined) return 'unknown_format';
    if (Number(facility) > 255 || Number(card) > 65_535) return 'out_of_range';
    return [tagReading(`${facility.padStart(3, '0')},${card.padStart(5, '0')}`)];
  },
  write(readings) {
    const tag = tagText(readings);
    if (!/^\d{3},\d{5}$/.test(tag)) throw new RangeError(`${tag} is no facility code and card number`);
    return tag;
  },
  sample(random) {
    const [facility, card] = [drawWhole(random, 0, 255), drawWhole(random, 0, 65_535)];
    return {
      readings: [tagReading(`${String(facility).padStart(3, '0')},${String(card).padStart(5, '0')}`)],
    };
  },
  golden: [
    { line: '045,12345', source: constructed, readings: [tagReading('045,12345')] },
    { line: '45,345', source: 'constructed: without leading zeros', readings: [tagReading('045,00345')] },
    { line: '300,12345', source: 'constructed: no such facility code', rejected: 'out_of_range' },
    { line: '045;12345', source: 'constructed: another separator', rejected: 'unknown_format' },
  ],
});

export const lineReaders: readonly DeviceDefinition[] = [lineReader, aimReader, wiegandReader];
