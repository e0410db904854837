import { convert, ITEMS, UNITS, type Unit } from '@tizhi/contracts';
import { checksumWidth } from './checksum.ts';
import { markerBytes } from './marker.ts';
import { parsePattern } from './pattern.ts';
import type { BinaryFormat, Checksum, Field, Format, PatternFormat, StationShape } from './station-shape.ts';

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
    ...checkFields(formatsOf(spec).flatMap(fieldsWithPaths)),
    ...formatsOf(spec).flatMap((each) => checkFormat(each, spec.framing)),
    ...(spec.checksum === undefined ? [] : checkChecksum(spec.checksum)),
  ];
}

type FieldAtPath = { readonly field: Field; readonly path: PropertyKey[] };

interface FormatAtPath {
  readonly format: Format;
  readonly path: readonly PropertyKey[];
}

const formatsOf = ({ format, followedBy }: StationShape): FormatAtPath[] => [
  { format, path: ['format'] },
  ...followedBy.map((each, i) => ({ format: each, path: ['followedBy', i] })),
];

function fieldsWithPaths({ format, path }: FormatAtPath): FieldAtPath[] {
  return Object.entries(format.fields).map(([key, field]: [string, Field]) => ({
    field,
    path: [...path, 'fields', format.kind === 'pattern' ? key : Number(key)],
  }));
}

function checkMarkers({ framing, examples, poll }: StationShape): StationIssue[] {
  const markers = [
    ...(poll === undefined ? [] : [{ path: ['poll', 'request'], marker: poll.request }]),
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

function checkFormat({ format, path }: FormatAtPath, framing: StationShape['framing']): StationIssue[] {
  switch (format.kind) {
    case 'pattern':
      return checkPattern(format, path);
    case 'separated':
      return format.fields.flatMap(({ column }, i) =>
        format.columns !== undefined && column > format.columns
          ? [{ path: [...path, 'fields', i, 'column'], message: `a line has ${format.columns} columns` }]
          : [],
      );
    case 'columns':
      return format.fields.flatMap(({ from, to }, i) =>
        from > to ? [{ path: [...path, 'fields', i, 'to'], message: `use ${from} or more` }] : [],
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
        ...format.fields.flatMap((place, i) => checkPlace(place, framing, [...path, 'fields', i])),
      ];
  }
}

function checkPattern(format: PatternFormat, at: readonly PropertyKey[]): StationIssue[] {
  const path = [...at, 'pattern'];
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
      .map((name) => ({ path: [...at, 'fields', name], message: `put {${name}} into the pattern` })),
  ];
}

type Place = BinaryFormat['fields'][number];

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
    ...(place.bits !== undefined && (as !== 'int' || place.signed !== false || place.mask !== undefined)
      ? [
          {
            path: [...path, 'bits'],
            message: 'bits are taken from an unsigned int only, and not with a mask',
          },
        ]
      : []),
    ...(place.bits !== undefined && (place.bits[0] > place.bits[1] || place.bits[1] >= size * 8)
      ? [{ path: [...path, 'bits'], message: `give the first and the last of bits 0 to ${size * 8 - 1}` }]
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
