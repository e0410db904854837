import { ITEMS, type Reading, type Rejected, type Result, success } from '@tizhi/contracts';
import { concat, toHex } from '../bytes.ts';
import {
  type Decoding,
  type DeviceDefinition,
  defineDevice,
  type Golden,
  type SimulatedValues,
} from '../device.ts';
import { binaryLayout } from './binary-layout.ts';
import { checksumHolds, checksumWidth, writeChecksum } from './checksum.ts';
import { writeFields } from './fields.ts';
import { gatherFrames, textsOf } from './gather-frames.ts';
import type { Layout } from './layout.ts';
import { markerBytes } from './marker.ts';
import { onTheWire, stampFraming, stationFraming } from './station-framing.ts';
import type { Field, Format } from './station-shape.ts';
import { StationSpec, type StationSpecInput } from './station-spec.ts';
import { columnsLayout, patternLayout, separatedLayout } from './text-layouts.ts';
import { invalidDefinition, tryExamples, tryRoundTrip } from './try-station.ts';

/**
 * A device definition from a station's description: framing, decoding, a simulator and the description's
 * own examples as golden frames. `TIZHI_DEVICE_DEFINITION_INVALID` names what is wrong and the fix, also
 * where an example does not decode as it says, or where the format cannot be read back.
 */
export function declareStation(spec: StationSpecInput): Result<DeviceDefinition> {
  const parsed = StationSpec.safeParse(spec);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.map(String).join('.') ?? '';
    return invalidDefinition(spec.id, `${place === '' ? 'it' : place} is not usable`, issue?.message ?? '');
  }
  const layouts = layoutsOf(parsed.data);
  const fields = layouts.flatMap((layout) => layout.fields);
  const device = build(parsed.data, layouts);
  const prints = { tag: fields.some((field) => field.is === 'tag') };
  return tryExamples(device) ?? tryRoundTrip(device, prints) ?? success(device);
}

function build(spec: StationSpec, layouts: readonly Layout[]): DeviceDefinition {
  const { checksum, framing, poll, repeats } = spec;
  const fields = layouts.flatMap((layout) => layout.fields);
  const check = (frame: Uint8Array): Rejected['reason'] | null => {
    if (checksum !== undefined && !checksumHolds(checksum, frame)) return 'bad_checksum';
    // Where only bytes tell frames from noise, what has the wrong form was a false start.
    const scanning = framing.kind === 'fixed' || framing.kind === 'length-prefixed';
    return scanning && layouts.every((layout) => textsOf(layout, frame) === undefined)
      ? 'unknown_format'
      : null;
  };
  const onePiece = (layout: Layout, texts: readonly string[]): Uint8Array => {
    const frame = layout.write(texts);
    stampFraming(framing, frame);
    if (checksum !== undefined) writeChecksum(checksum, frame);
    return onTheWire(framing, frame);
  };
  const simulate = (said: SimulatedValues): Uint8Array => {
    if (!('values' in said)) throw new RangeError('a station says values of items');
    const texts = writeFields(fields, said).map((text, i) =>
      fields[i]?.is === 'checksum' && checksum !== undefined ? '0'.repeat(checksumWidth(checksum)) : text,
    );
    let from = 0;
    const pieces = layouts.map((layout) => {
      from += layout.fields.length;
      return onePiece(layout, texts.slice(from - layout.fields.length, from));
    });
    return concat(...pieces);
  };
  const streamDecoder = (): ((frame: Uint8Array) => Decoding) => gatherFrames(layouts);
  return defineDevice({
    id: spec.id,
    name: spec.name,
    measures: fields.flatMap((field) => (field.is === 'value' ? [field.item] : [])),
    identity: { kind: 'configured' },
    framing: stationFraming(spec, check),
    decode: (frame) => streamDecoder()(frame),
    ...(layouts.length > 1 ? { streamDecoder } : {}),
    simulate,
    ...(poll === undefined
      ? {}
      : { poll: { request: markerBytes(poll.request) ?? new Uint8Array(), everyMs: poll.everyMs } }),
    ...(repeats === undefined ? {} : { repeats: repeatsOf(repeats) }),
    golden: spec.examples.map((example) => goldenOf(example, fields)),
  });
}

const repeatsOf = ({ sameWithin, settledAfter }: NonNullable<StationSpec['repeats']>) => ({
  sameWithin,
  ...(settledAfter === undefined ? {} : { settledAfter }),
});

/** How the fields lie in the station's frames, one layout a frame of a reading. */
export const layoutsOf = (spec: StationSpec): Layout[] =>
  [spec.format, ...spec.followedBy].map((format) => layoutOf(format, spec));

function layoutOf(format: Format, { framing, checksum }: StationSpec): Layout {
  switch (format.kind) {
    case 'pattern':
      return patternLayout(format);
    case 'separated':
      return separatedLayout(format);
    case 'columns':
      return columnsLayout(format);
    case 'binary': {
      if (framing.kind === 'fixed') return binaryLayout(format, framing.length);
      const tail = checksum !== undefined && checksum.at < 0 ? checksumWidth(checksum) : 0;
      const fields = Math.max(...format.fields.map(({ offset, size }) => offset + size));
      return binaryLayout(format, fields + tail);
    }
  }
}

function goldenOf(example: StationSpec['examples'][number], fields: readonly Field[]): Golden {
  const hex = toHex(markerBytes(example.sends) ?? new Uint8Array());
  const source = example.source;
  if ('rejected' in example) return { hex, source, rejected: example.rejected };
  const { values, tag, doubt } = example;
  const items = fields.flatMap((field) => (field.is === 'value' ? [field.item] : []));
  const readings = items.map((item): Reading => {
    const value = values[item] ?? null;
    const why = doubt ?? (value === null ? 'no_value' : null);
    const confidence = why === null ? 1 : 0;
    return { kind: 'measurement', item, value, unit: ITEMS[item].unit, tag, confidence, doubt: why };
  });
  return { hex, source, readings };
}
