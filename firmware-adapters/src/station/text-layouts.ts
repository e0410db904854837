import { fromText, toText } from '../bytes.ts';
import type { Layout } from './layout.ts';
import { matchPattern, matchSpans, parsePattern, type Token } from './pattern.ts';
import type { ColumnsFormat, Field, PatternFormat, SeparatedFormat } from './station-shape.ts';

type Skip = { readonly is: 'skip' };

/** What a name in a pattern is: as declared, or one of the names that need no declaration. */
function meaning(name: string, fields: PatternFormat['fields']): Field | Skip {
  const declared = fields[name];
  if (declared !== undefined) return declared;
  if (name === 'tag') return { is: 'tag', leadingZeros: 'keep', none: [] };
  return name === 'checksum' ? { is: 'checksum' } : { is: 'skip' };
}

/** Pads before a number and behind a word, as printers do. */
const pad = (text: string, width: number, field: Field | Skip): string =>
  field.is === 'value' ? text.padStart(width) : text.padEnd(width);

function fit(text: string, width: number, field: Field | Skip): string {
  if (text.length > width) throw new RangeError(`"${text}" is wider than its ${width} characters`);
  return pad(text, width, field);
}

/** A line that follows a pattern. Spaces at the end of the line say nothing. */
export function patternLayout({ pattern, fields }: PatternFormat): Layout {
  const parsed = parsePattern(pattern);
  if (typeof parsed === 'string') throw new RangeError(parsed);
  const tokens = endTrimmed(parsed);
  const places = parsed.flatMap((token) =>
    token.kind === 'field' ? [{ ...token, field: meaning(token.name, fields) }] : [],
  );
  const kept = places.map(({ field }) => field);
  return {
    fields: kept.flatMap((field) => (field.is === 'skip' ? [] : [field])),
    read: (frame) => matchPattern(tokens, toText(frame).trimEnd())?.filter((_, i) => kept[i]?.is !== 'skip'),
    locate(frame) {
      const spans = matchSpans(tokens, toText(frame).trimEnd());
      return 'misfit' in spans ? spans : spans.filter((_, i) => kept[i]?.is !== 'skip');
    },
    write(texts) {
      const waiting = [...texts];
      const line = parsed.map((token) => {
        if (token.kind === 'text') return token.text;
        const field = meaning(token.name, fields);
        const text = field.is === 'skip' ? '' : (waiting.shift() ?? '');
        return token.width === undefined ? text : fit(text, token.width, field);
      });
      return fromText(line.join(''));
    },
  };
}

function endTrimmed(tokens: readonly Token[]): readonly Token[] {
  const last = tokens.at(-1);
  if (last?.kind !== 'text') return tokens;
  const text = last.text.trimEnd();
  return [...tokens.slice(0, -1), ...(text === '' ? [] : [{ ...last, text }])];
}

/** A line of columns between separators. */
export function separatedLayout({ separator, columns, fields }: SeparatedFormat): Layout {
  const last = Math.max(...fields.map(({ column }) => column));
  return {
    fields,
    read(frame) {
      const cells = toText(frame).split(separator);
      const fits = columns === undefined ? cells.length >= last : cells.length === columns;
      return fits ? fields.map(({ column }) => cells[column - 1] ?? '') : undefined;
    },
    locate(frame) {
      const cells = toText(frame).split(separator);
      const needed = columns ?? last;
      if (columns === undefined ? cells.length < last : cells.length !== columns) {
        return { misfit: 'columns', needed, found: cells.length };
      }
      const starts = cells.map((_, i) =>
        cells.slice(0, i).reduce((at, cell) => at + cell.length + separator.length, 0),
      );
      return fields.map(({ column }) => {
        const from = starts[column - 1] ?? 0;
        return { from, to: from + (cells[column - 1] ?? '').length };
      });
    },
    write(texts) {
      const cells = Array.from({ length: columns ?? last }, () => '');
      for (const [i, { column }] of fields.entries()) cells[column - 1] = texts[i] ?? '';
      return fromText(cells.join(separator));
    },
  };
}

/** A line whose fields stand in fixed columns. A shorter line was cut and is not read. */
export function columnsLayout({ fields }: ColumnsFormat): Layout {
  const width = Math.max(...fields.map(({ to }) => to));
  return {
    fields,
    read(frame) {
      const line = toText(frame);
      return line.length < width ? undefined : fields.map(({ from, to }) => line.slice(from - 1, to));
    },
    locate: (frame) =>
      frame.length < width
        ? { misfit: 'length', needed: width, found: frame.length }
        : fields.map(({ from, to }) => ({ from: from - 1, to })),
    write(texts) {
      const line = Array.from({ length: width }, () => ' ');
      for (const [i, field] of fields.entries()) {
        const cell = fit(texts[i] ?? '', field.to - field.from + 1, field);
        line.splice(field.from - 1, cell.length, ...cell);
      }
      return fromText(line.join(''));
    },
  };
}
