import type { Reading } from '@tizhi/contracts';
import type { DeviceDefinition } from '../../device.ts';
import { drawItem, drawTag, type Random } from '../draw.ts';
import { type GoldenLine, lineDevice } from '../line-device.ts';
import { allOf, measured, printed, type Said, theItem } from '../say.ts';
import { shownNumber } from '../scales/weighing.ts';

/** What a line of a column holds, as text. */
interface Printed {
  readonly height: string;
  readonly weight: string;
  readonly tag?: string;
}

interface Column {
  readonly id: string;
  readonly name: DeviceDefinition['name'];
  readonly ends?: string;
  readonly tags: 'printed' | 'none';
  /** The groups `height`, `weight`, `tag` of its lines. */
  readonly line: RegExp;
  readonly format: (printed: Printed) => string;
  readonly golden: readonly GoldenLine[];
}

/** Both values of one pupil, or why there are none. A column waits for both to settle before it prints. */
function said({ height, weight, tag = '' }: Printed): Said {
  const [tall, heavy] = [shownNumber(height), shownNumber(weight)];
  if (tall === undefined || heavy === undefined) return 'not_a_number';
  const card = tag === '' || /^0+$/.test(tag) ? null : tag;
  return allOf(
    measured('height', { value: tall, tag: card }),
    measured('weight', { value: heavy, tag: card }),
  );
}

/** Both readings, for golden lines. */
export function tallAndHeavy(height: number, weight: number, tag: string | null = null): readonly Reading[] {
  const both = allOf(measured('height', { value: height, tag }), measured('weight', { value: weight, tag }));
  if (typeof both === 'string') throw new RangeError(both);
  return both;
}

/** A height and weight column (身高体重仪) that prints both in one line. */
export function heightWeightColumn({
  line,
  format,
  tags,
  ends = '\r\n',
  ...column
}: Column): DeviceDefinition {
  return lineDevice({
    ...column,
    ends,
    measures: ['height', 'weight'],
    line: { baudRate: 9600 },
    otherLines: [{ baudRate: 4800 }, { baudRate: 2400 }, { baudRate: 19_200 }, { baudRate: 115_200 }],
    accuracy: {
      zh: '打印到 0.1 厘米、0.1 千克；仪器须符合 GB/T 19851.12 的要求',
      en: 'prints 0.1 cm and 0.1 kg; the instrument itself must meet GB/T 19851.12',
      source: 'the lines themselves',
    },
    calibration: {
      months: 12,
      source: 'a digital weighing instrument is verified every year at least (JJG 539)',
    },
    connect: {
      zh: '用串口线连接；打印设置选“测量后发送”。',
      en: 'By its serial cable; let it send after measuring.',
    },
    read(text) {
      const groups = line.exec(text)?.groups;
      const { height = '', weight = '', tag } = groups ?? {};
      return groups === undefined
        ? 'unknown_format'
        : said({ height, weight, ...(tag === undefined ? {} : { tag }) });
    },
    write(readings) {
      const [height, weight] = [theItem(readings, 'height'), theItem(readings, 'weight')];
      if (height.doubt !== null || weight.doubt !== null)
        throw new RangeError('a column prints what has settled');
      if (tags === 'none' && height.tag !== null) throw new RangeError('this column prints no tag');
      return format({
        height: printed(height.value, 1),
        weight: printed(weight.value, 1),
        ...(height.tag === null ? {} : { tag: height.tag }),
      });
    },
    sample(random: Random) {
      const tag = tags === 'printed' ? drawTag(random) : null;
      return { readings: tallAndHeavy(drawItem(random, 'height'), drawItem(random, 'weight'), tag) };
    },
  });
}
