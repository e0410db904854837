import { ITEMS, type Reading, type Rejected, type Result, success } from '@tizhi/contracts';
import { toHex } from '../bytes.ts';
import {
  type DeviceDefinition,
  defineDevice,
  type Golden,
  rejected,
  type SimulatedValues,
} from '../device.ts';
import { binaryLayout } from './binary-layout.ts';
import { checksumHolds, checksumWidth, writeChecksum } from './checksum.ts';
import { readFields, writeFields } from './fields.ts';
import type { Layout } from './layout.ts';
import { markerBytes } from './marker.ts';
import { onTheWire, stampFraming, stationFraming } from './station-framing.ts';
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
  const layout = layoutOf(parsed.data);
  const device = build(parsed.data, layout);
  const prints = { tag: layout.fields.some((field) => field.is === 'tag') };
  return tryExamples(device) ?? tryRoundTrip(device, prints) ?? success(device);
}

function build(spec: StationSpec, layout: Layout): DeviceDefinition {
  const { checksum, framing } = spec;

  const read = (frame: Uint8Array): readonly Reading[] | Rejected['reason'] => {
    const texts = layout.read(frame);
    return texts === undefined ? 'unknown_format' : readFields(layout.fields, texts);
  };
  const check = (frame: Uint8Array): Rejected['reason'] | null => {
    if (checksum !== undefined && !checksumHolds(checksum, frame)) return 'bad_checksum';
    // Where only bytes tell frames from noise, what has the wrong form was a false start.
    const scanning = framing.kind === 'fixed' || framing.kind === 'length-prefixed';
    return scanning && read(frame) === 'unknown_format' ? 'unknown_format' : null;
  };
  const simulate = (said: SimulatedValues): Uint8Array => {
    if (!('values' in said)) throw new RangeError('a station says values of items');
    const frame = layout.write(writeFields(layout.fields, said));
    stampFraming(framing, frame);
    if (checksum !== undefined) writeChecksum(checksum, frame);
    return onTheWire(framing, frame);
  };
  return defineDevice({
    id: spec.id,
    name: spec.name,
    measures: layout.fields.flatMap((field) => (field.is === 'value' ? [field.item] : [])),
    identity: { kind: 'configured' },
    framing: stationFraming(spec, check),
    decode(frame) {
      const readings = read(frame);
      return typeof readings === 'string' ? rejected(readings, frame) : readings;
    },
    simulate,
    golden: spec.examples.map((example) => goldenOf(example, layout)),
  });
}

function layoutOf({ format, framing, checksum }: StationSpec): Layout {
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

function goldenOf(example: StationSpec['examples'][number], layout: Layout): Golden {
  const hex = toHex(markerBytes(example.sends) ?? new Uint8Array());
  const source = example.source;
  if ('rejected' in example) return { hex, source, rejected: example.rejected };
  const { values, tag, doubt } = example;
  const items = layout.fields.flatMap((field) => (field.is === 'value' ? [field.item] : []));
  const readings = items.map((item): Reading => {
    const value = values[item] ?? null;
    const why = doubt ?? (value === null ? 'no_value' : null);
    const confidence = why === null ? 1 : 0;
    return { kind: 'measurement', item, value, unit: ITEMS[item].unit, tag, confidence, doubt: why };
  });
  return { hex, source, readings };
}
