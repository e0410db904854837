import { convert, ITEMS, UNITS, type Unit } from '@tizhi/contracts';
import { checksumWidth } from './checksum.ts';
import { markerBytes } from './marker.ts';
import { parsePattern } from './pattern.ts';
import type { Checksum, Field, StationShape } from './station-shape.ts';

/** What does not fit in a declared station: where, and what to write instead. */
export interface StationIssue {
  readonly path: PropertyKey[];
  readonly message: string;
}

/** Names in a pattern that need no entry in `fields`. */
const BUILT_IN = ['tag', 'skip', 'checksum'];

/** Checks what no single field can say of itself: units, places, the pattern, the checksum. */
export function checkStation(spec: StationShape): StationIssue[] {
  return [
    ...checkMarkers(spec),
    ...checkFields(fieldsWithPaths(spec.format)),
    ...checkFormat(spec),
    ...(spec.checksum === undefined ? [] : checkChecksum(spec.checksum)),
  ];
}

type FieldAtPath = { readonly field: Field; readonly path: PropertyKey[] };

function fieldsWithPaths(format: StationShape['format']): FieldAtPath[] {
  return Object.entries(format.fields).map(([key, field]: [string, Field]) => ({
    field,
    path: ['format', 'fields', format.kind === 'pattern' ? key : Number(key)],
  }));
}

function checkMarkers({ framing, examples }: StationShape): StationIssue[] {
  const markers = [
    ...(framing.kind === 'delimiter' ? [{ path: ['framing', 'delimiter'], marker: framing.delimiter }] : []),
    ...('start' in framing && framing.start !== undefined
      ? [{ path: ['framing', 'start'], marker: framing.start }]
      : []),
    ...examples.map(({ sends }, i) => ({ path: ['examples', i, 'sends'], marker: sends })),
  ];
  return markers
    .filter(({ marker }) => markerBytes(marker) === undefined)
    .map(({ path }) => ({ path, message: 'use ASCII text, or {hex: "..."} for other bytes' }));
}

function checkFields(fields: readonly FieldAtPath[]): StationIssue[] {
  const issues: StationIssue[] = [];
  const items = new Set<string>();
  for (const { field, path } of fields) {
    if (field.is !== 'value') continue;
    const own = ITEMS[field.item].unit;
    const unit = field.unit ?? own;
    if (convert(1, unit, own) === undefined) {
      issues.push({ path: [...path, 'unit'], message: `use a unit of ${field.item}: ${unitsLike(own)}` });
    }
    if (field.notation === 'clock' && (unit !== 's' || field.scale !== 1)) {
      issues.push({ path: [...path, 'notation'], message: 'a clock shows seconds: use unit s and no scale' });
    }
    if (items.has(field.item)) {
      issues.push({ path: [...path, 'item'], message: 'each item is one field: leave this one out' });
    }
    items.add(field.item);
  }
  if (items.size === 0) {
    issues.push({
      path: ['format', 'fields'],
      message: 'say which field is a value: is: value, item: standing_long_jump',
    });
  }
  for (const only of ['tag', 'checksum'] as const) {
    const [, second] = fields.filter(({ field }) => field.is === only);
    if (second !== undefined) issues.push({ path: second.path, message: `a frame has one ${only}` });
  }
  return issues;
}

const unitsLike = (unit: Unit): string =>
  (Object.keys(UNITS) as Unit[]).filter((other) => convert(1, other, unit) !== undefined).join(', ');

function checkFormat({ format, framing }: StationShape): StationIssue[] {
  switch (format.kind) {
    case 'pattern':
      return checkPattern(format);
    case 'separated':
      return format.fields.flatMap(({ column }, i) =>
        format.columns !== undefined && column > format.columns
          ? [{ path: ['format', 'fields', i, 'column'], message: `a line has ${format.columns} columns` }]
          : [],
      );
    case 'columns':
      return format.fields.flatMap(({ from, to }, i) =>
        from > to ? [{ path: ['format', 'fields', i, 'to'], message: `use ${from} or more` }] : [],
      );
    case 'binary':
      return [
        ...(framing.kind === 'delimiter'
          ? [
              {
                path: ['framing', 'kind'],
                message: 'binary fields may hold the delimiter: use fixed, length-prefixed or message',
              },
            ]
          : []),
        ...format.fields.flatMap((place, i) => checkPlace(place, framing, ['format', 'fields', i])),
      ];
  }
}

function checkPattern(format: Extract<StationShape['format'], { kind: 'pattern' }>): StationIssue[] {
  const path = ['format', 'pattern'];
  const tokens = parsePattern(format.pattern);
  if (typeof tokens === 'string') return [{ path, message: tokens }];
  const names = tokens.flatMap((token) => (token.kind === 'field' ? [token.name] : []));
  const declared = Object.keys(format.fields);
  const twice = names.find((name, i) => name !== 'skip' && names.indexOf(name) !== i);
  return [
    ...(tokens.some((token) => token.kind === 'text' && markerBytes(token.text) === undefined)
      ? [{ path, message: 'use ASCII text, and {skip} for other characters' }]
      : []),
    ...(twice === undefined
      ? []
      : [{ path, message: `{${twice}} stands twice: use {skip} for one of them` }]),
    ...names
      .filter((name) => !declared.includes(name) && !BUILT_IN.includes(name))
      .map((name) => ({ path, message: `say under fields what {${name}} is, or write {skip}` })),
    ...declared
      .filter((name) => !names.includes(name))
      .map((name) => ({ path: ['format', 'fields', name], message: `put {${name}} into the pattern` })),
  ];
}

type Place = Extract<StationShape['format'], { kind: 'binary' }>['fields'][number];

function checkPlace(place: Place, framing: StationShape['framing'], path: PropertyKey[]): StationIssue[] {
  const { offset, size, as } = place;
  const longest = framing.kind === 'fixed' ? framing.length : 'maxLength' in framing ? framing.maxLength : 0;
  const widest = as === 'ascii' ? 64 : 6;
  return [
    ...(offset + size > longest
      ? [{ path: [...path, 'offset'], message: `the field must end within the frame's ${longest} bytes` }]
      : []),
    ...(size > widest
      ? [{ path: [...path, 'size'], message: `a field as ${as} has at most ${widest} bytes` }]
      : []),
    ...(place.mask !== undefined && (as !== 'int' || place.signed)
      ? [{ path: [...path, 'mask'], message: 'bits are taken from an unsigned int only' }]
      : []),
    ...(place.is === 'checksum'
      ? [{ path: [...path, 'is'], message: 'the checksum of a binary frame is placed by checksum.at alone' }]
      : []),
  ];
}

/** Span and place must be told apart for every frame length: both counted from the same end. */
function checkChecksum(checksum: Checksum): StationIssue[] {
  const { from, to, at } = checksum;
  const end = at + checksumWidth(checksum) - 1;
  if (at < 0 && end >= 0) {
    return [{ path: ['checksum', 'at'], message: `use ${-checksumWidth(checksum)} or less: it must fit` }];
  }
  if (from < 0 === to < 0 && from > to) {
    return [{ path: ['checksum', 'to'], message: 'the last byte of the sum comes after its first' }];
  }
  const after = at < 0 === to < 0 && at > to;
  const before = at < 0 === from < 0 && end < from;
  if (after || before) return [];
  return [
    {
      path: ['checksum', 'at'],
      message: 'it must stand outside the bytes it sums: count at and to (or at and from) from the same end',
    },
  ];
}
