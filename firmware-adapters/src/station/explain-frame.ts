import { ITEMS, type Rejected, type Unit } from '@tizhi/contracts';
import { checksumSeen, checksumWidth } from './checksum.ts';
import { layoutsOf } from './declare-station.ts';
import { fitsFields, readFields } from './fields.ts';
import type { Layout, Misfit, Span } from './layout.ts';
import type { Field } from './station-shape.ts';
import type { StationSpec } from './station-spec.ts';

/** A field in a frame: what it is, which bytes it took and the text that it read there. */
export interface Mark extends Span {
  readonly what: string;
  readonly text: string;
}

/** A text that a person reads. */
interface Sentence {
  readonly zh: string;
  readonly en: string;
}

export interface Explained {
  /** The fields of the frame, in its order; none where the frame has no layout of the station's. */
  readonly marks: readonly Mark[];
  /** Why the frame was rejected, with the place; `null` where the reason says it all. */
  readonly why: Sentence | null;
}

/** Explains frames of a declared station: which bytes each field took, and why a frame was rejected. */
export function explainFrames(
  spec: StationSpec,
): (frame: Uint8Array, reason: Rejected['reason'] | null) => Explained {
  const layouts = layoutsOf(spec);
  return (frame, reason) => {
    const seen = spec.checksum === undefined ? undefined : checksumSeen(spec.checksum, frame);
    const place: Mark[] =
      seen === undefined || spec.checksum === undefined
        ? []
        : [{ what: 'checksum', from: seen.at, to: seen.at + checksumWidth(spec.checksum), text: seen.found }];
    const fitting = layouts.find((layout) => fits(layout, frame)) ?? layouts.find((one) => reads(one, frame));
    const marks = fitting === undefined ? [] : marksOf(fitting, frame);
    const all = [...marks.filter(({ what }) => what !== 'checksum'), ...place];
    return {
      marks: all.sort((a, b) => a.from - b.from),
      why: whyOf({ reason, seen, fitting, layouts, frame }),
    };
  };
}

const reads = (layout: Layout, frame: Uint8Array): boolean => layout.read(frame) !== undefined;
const fits = (layout: Layout, frame: Uint8Array): boolean => {
  const texts = layout.read(frame);
  return texts !== undefined && fitsFields(layout.fields, texts);
};

const nameOf = (field: Field): string =>
  field.is === 'value' ? field.item : field.is === 'flag' ? `${field.doubt}?` : field.is;

function marksOf(layout: Layout, frame: Uint8Array): Mark[] {
  const spans = layout.locate(frame);
  const texts = layout.read(frame) ?? [];
  if ('misfit' in spans) return [];
  return layout.fields.flatMap((field, i) => {
    const span = spans[i];
    return span === undefined ? [] : [{ ...span, what: nameOf(field), text: (texts[i] ?? '').trim() }];
  });
}

function whyOf(found: {
  readonly reason: Rejected['reason'] | null;
  readonly seen: ReturnType<typeof checksumSeen>;
  readonly fitting: Layout | undefined;
  readonly layouts: readonly Layout[];
  readonly frame: Uint8Array;
}): Sentence | null {
  const { reason, seen, fitting, layouts, frame } = found;
  switch (reason) {
    case 'bad_checksum':
      return seen === undefined
        ? { zh: '数据太短，没有校验位', en: 'it is too short to hold its checksum' }
        : {
            zh: `校验应为 ${seen.computed}，收到 ${seen.found}（第 ${seen.at} 字节）`,
            en: `the checksum should be ${seen.computed}, byte ${seen.at} has ${seen.found}`,
          };
    case 'not_a_number':
    case 'out_of_range':
      return fitting === undefined ? null : valueWhy(fitting, frame, reason);
    case 'unknown_format':
      return fitting === undefined ? misfitWhy(layouts[0]?.locate(frame)) : wordWhy(fitting, frame);
    default:
      return null;
  }
}

/** The first value that this reason is about: each is read alone. */
function valueWhy(layout: Layout, frame: Uint8Array, reason: Rejected['reason']): Sentence | null {
  const texts = layout.read(frame) ?? [];
  for (const [i, field] of layout.fields.entries()) {
    const text = texts[i] ?? '';
    if (field.is !== 'value' || readFields([field], [text]) !== reason) continue;
    if (reason === 'not_a_number') {
      return { zh: `${field.item}：“${text}”不是数字`, en: `${field.item}: "${text}" is no number` };
    }
    const { min, max, unit: own } = ITEMS[field.item];
    const unit: Unit = field.unit ?? own;
    const times = field.scale === 1 ? '' : ` × ${field.scale}`;
    return {
      zh: `${field.item}：${text.trim()}${times} ${unit} 超出 ${min}–${max} ${own}`,
      en: `${field.item}: ${text.trim()}${times} ${unit} is outside ${min} to ${max} ${own}`,
    };
  }
  return null;
}

/** The fixed word that does not stand where it should, or the tag that is none. */
function wordWhy(layout: Layout, frame: Uint8Array): Sentence | null {
  const texts = layout.read(frame) ?? [];
  const at = layout.fields.findIndex((field, i) => !fitsFields([field], [texts[i] ?? '']));
  const field = layout.fields[at];
  if (field === undefined) return null;
  const wanted = field.is === 'constant' ? `"${field.equals}"` : field.is;
  return { zh: `应为 ${wanted}，收到“${texts[at]}”`, en: `${wanted} should stand where "${texts[at]}" does` };
}

function misfitWhy(misfit: readonly Span[] | Misfit | undefined): Sentence | null {
  if (misfit === undefined || !('misfit' in misfit)) return null;
  switch (misfit.misfit) {
    case 'text':
      return {
        zh: `第 ${misfit.at + 1} 个字符起应有“${misfit.expected}”`,
        en: `"${misfit.expected}" is missing from character ${misfit.at + 1} on`,
      };
    case 'rest':
      return {
        zh: `第 ${misfit.at + 1} 个字符起是多余的`,
        en: `from character ${misfit.at + 1} on there is more than the pattern has`,
      };
    case 'columns':
      return {
        zh: `有 ${misfit.found} 列，需要 ${misfit.needed} 列`,
        en: `it has ${misfit.found} columns, not ${misfit.needed}`,
      };
    case 'length':
      return {
        zh: `长 ${misfit.found}，需要 ${misfit.needed}`,
        en: `it is ${misfit.found} long, ${misfit.needed} are needed`,
      };
    default:
      return misfit satisfies never;
  }
}
