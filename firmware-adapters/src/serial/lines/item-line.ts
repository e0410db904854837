import type { ItemKey, Reading } from '@tizhi/contracts';
import { convert, ITEMS, type Unit } from '@tizhi/contracts';
import type { DeviceDefinition } from '../../device.ts';
import { parseDecimal, printedOf, scaledValue } from '../../station/decimal.ts';
import { drawItem, drawTag } from '../draw.ts';
import { type GoldenLine, lineDevice } from '../line-device.ts';
import { allOf, measured, theItem } from '../say.ts';

interface ItemLine extends Pick<DeviceDefinition, 'name' | 'connect'> {
  readonly id: string;
  readonly item: ItemKey;
  readonly ends?: string;
  /** What it prints, where that is not the item's own unit. */
  readonly unit?: Unit;
  /** The groups `value` and `tag` of its lines. */
  readonly line: RegExp;
  /** Words for a trial that gave nothing: a foul, an aborted breath. */
  readonly none?: readonly string[];
  readonly format: (value: string, tag: string | null) => string;
  readonly tags: 'printed' | 'none';
  readonly golden: readonly GoldenLine[];
}

/** A golden line's reading. */
export function itemReading(item: ItemKey, value: number | null, tag: string | null = null): Reading {
  const reading = measured(item, { value, tag });
  if (typeof reading === 'string') throw new RangeError(`${item} cannot be ${value}`);
  return reading;
}

/** A station that prints one value of one item in a line. */
export function itemLine(device: ItemLine): DeviceDefinition {
  const { item, unit = ITEMS[item].unit, line, none = [], format, tags, ends = '\r\n', ...rest } = device;
  if (convert(1, unit, ITEMS[item].unit) === undefined) throw new RangeError(`${unit} is no unit of ${item}`);
  const scaling = { scale: 1, from: unit, to: ITEMS[item].unit };
  return lineDevice({
    ...rest,
    ends,
    measures: [item],
    line: { baudRate: 9600 },
    otherLines: [{ baudRate: 4800 }, { baudRate: 19_200 }, { baudRate: 115_200 }],
    read(text) {
      const groups = line.exec(text)?.groups;
      if (groups === undefined) return 'unknown_format';
      const { value: shown = '', tag = '' } = groups;
      const card = tag === '' || /^0+$/.test(tag) ? null : tag;
      if (none.includes(shown)) return allOf(measured(item, { value: null, tag: card }));
      const decimal = parseDecimal(shown);
      const value = decimal === undefined ? undefined : scaledValue(decimal, scaling);
      return value === undefined ? 'not_a_number' : allOf(measured(item, { value, tag: card }));
    },
    write(readings) {
      const { value, tag, doubt } = theItem(readings, item);
      if (tags === 'none' && tag !== null) throw new RangeError('this station prints no tag');
      const word = value === null ? none[0] : printedOf(value, scaling);
      if (word === undefined || (doubt !== null && doubt !== 'no_value')) {
        throw new RangeError(`this station has no word for ${doubt ?? 'a missing value'}`);
      }
      return format(word, tag);
    },
    sample: (random) => ({
      readings: [itemReading(item, drawItem(random, item), tags === 'printed' ? drawTag(random) : null)],
    }),
  });
}
