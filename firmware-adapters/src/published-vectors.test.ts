import { readFileSync } from 'node:fs';
import type { Reading } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { decodeCapture } from './adapter.ts';
import { parseAdvertisement } from './broadcast/advertisement.ts';
import { matchAdvertisement } from './broadcast/match.ts';
import { fromHex } from './bytes.ts';
import { definitions, findDefinition } from './definitions.ts';
import type { DeviceDefinition } from './device.ts';
import { bodyCompositionMeasurement } from './gatt/body-composition.ts';
import { type Flagged, readFields, valuesOf } from './gatt/flagged.ts';
import { indoorBikeData } from './gatt/indoor-bike.ts';
import { plxContinuous, plxSpotCheck } from './gatt/pulse-oximeter.ts';
import { rscMeasurement } from './gatt/running-speed.ts';
import { temperatureMeasurement } from './gatt/thermometer.ts';
import { weightMeasurement } from './gatt/weight-scale.ts';
import { protocolData } from './protocol-data.fixture.ts';

const real = protocolData('ble_gatt_standard.json') !== undefined;

interface Vector {
  readonly name?: string;
  readonly characteristic: string;
  readonly hex: string;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly claimed?: Readonly<Record<string, unknown>>;
  readonly spec_decodes_to?: Readonly<Record<string, unknown>>;
}
const vectors = (file: string): Vector[] => JSON.parse(readFileSync(protocolData(file) ?? '', 'utf8'));
const bytesOf = (hex: string): Uint8Array => {
  const bytes = fromHex(hex);
  if (!bytes.ok) throw new Error(hex);
  return bytes.value;
};
const named = (id: string): DeviceDefinition => {
  const found = findDefinition(id);
  if (!found.ok) throw new Error(`${id} has no definition`);
  return found.value;
};
const device = (characteristic: string): DeviceDefinition => named(`gatt/${characteristic}`);
function readingsOf({ characteristic, hex }: Vector): readonly Reading[] {
  const [decoded, ...rest] = decodeCapture(device(characteristic), bytesOf(hex));
  expect(rest).toEqual([]);
  if (decoded?.kind !== 'frame') throw new Error(`${characteristic} ${hex} is ${decoded?.reason}`);
  return decoded.readings;
}

const LAYOUTS: Readonly<Record<string, Flagged>> = {
  '0x2A9D': weightMeasurement,
  '0x2A9C': bodyCompositionMeasurement,
  '0x2A53': rscMeasurement,
  '0x2AD2': indoorBikeData,
  '0x2A5E': plxSpotCheck,
  '0x2A5F': plxContinuous,
  '0x2A1C': temperatureMeasurement,
};
/** A published key: the field it is of, and the field's unit in the publisher's. */
const KEYS: Readonly<Record<string, readonly [field: string, inOurs: (theirs: number) => number]>> = {
  weight: ['weight', (theirs) => theirs],
  weight_lb: ['weight', (theirs) => theirs * 0.45359237],
  user_id: ['user_id', (theirs) => theirs],
  bmi: ['bmi', (theirs) => theirs],
  height: ['height', (theirs) => theirs],
  height_in: ['height', (theirs) => theirs * 0.0254],
  body_fat_percent: ['body_fat', (theirs) => theirs],
  basal_metabolism_kj: ['basal_metabolism', (theirs) => theirs],
  fat_free_mass: ['fat_free_mass', (theirs) => theirs],
  soft_lean_mass: ['soft_lean_mass', (theirs) => theirs],
  body_water_mass: ['body_water_mass', (theirs) => theirs],
  impedance_ohm: ['impedance', (theirs) => theirs],
  speed_mps: ['speed', (theirs) => theirs],
  speed_kmh: ['speed', (theirs) => theirs / 3.6],
  cadence_spm: ['cadence', (theirs) => theirs],
  cadence_rpm: ['cadence', (theirs) => theirs],
  stride_m: ['stride', (theirs) => theirs],
  total_distance_m: ['distance', (theirs) => theirs],
  power_w: ['power', (theirs) => theirs],
  heart_rate: ['heart_rate', (theirs) => theirs],
  spo2: ['spo2', (theirs) => theirs],
  pulse_rate: ['pulse_rate', (theirs) => theirs],
  spo2_fast: ['spo2_fast', (theirs) => theirs],
  pulse_fast: ['pulse_fast', (theirs) => theirs],
  temperature: ['temperature', (theirs) => theirs],
  temperature_f: ['temperature', (theirs) => ((theirs - 32) * 5) / 9],
};
/** Not numbers: units and flags, and the device's own clock, which is read past. */
const WORDS = ['unit', 'height_unit', 'timestamp', 'running'];

function expectFields(vector: Vector): void {
  const layout = LAYOUTS[vector.characteristic];
  if (layout === undefined) throw new Error(`no layout for ${vector.characteristic}`);
  const read = readFields(layout, bytesOf(vector.hex));
  if (typeof read === 'string') throw new Error(`${vector.hex} is ${read}`);
  const values = valuesOf(read.fields);
  for (const [key, theirs] of Object.entries(vector.expected)) {
    if (WORDS.includes(key)) continue;
    if (key === 'status' || theirs === 'NaN') {
      expect(read.fields[0]?.value, vector.hex).toBeNull();
      continue;
    }
    const unit = key === 'height' ? vector.expected.height_unit : vector.expected.unit;
    const suffix = { lb: '_lb', in: '_in', F: '_f' }[String(unit)] ?? '';
    const [field, inOurs] = KEYS[`${key}${suffix}`] ?? KEYS[key] ?? [];
    if (field === undefined || inOurs === undefined) throw new Error(`nothing compares ${key}`);
    expect(values[field], `${vector.hex} ${key}`).toBeCloseTo(inOurs(Number(theirs)), 9);
  }
}

it.runIf(!real)('NOT TESTED: published vectors, ../shared/data/protocol is absent', () => {
  expect(real).toBe(false);
});

describe.runIf(real)('published vectors', () => {
  it('standard ones read as their publishers state, in every field', () => {
    const others = vectors('ble_gatt_standard.json').filter(
      ({ characteristic }) => characteristic !== '0x2A37',
    );
    expect(others.length).toBeGreaterThan(20);
    for (const vector of others) {
      expectFields(vector);
      for (const reading of readingsOf(vector)) expect(reading).toHaveProperty('kind');
    }
  });

  it('malformed ones are rejected', () => {
    const malformed = vectors('ble_gatt_malformed.json');
    expect(malformed.length).toBeGreaterThan(0);
    for (const { characteristic, hex } of malformed) {
      const [decoded] = decodeCapture(device(characteristic), bytesOf(hex));
      expect(decoded?.kind, `${characteristic} ${hex}`).toBe('rejected');
    }
  });

  it('ones that take the exponent for excess-8 or excess-128 disagree, and what they say is not believed', () => {
    const wrong = vectors('ble_gatt_nonconforming_vectors.json');
    expect(wrong.length).toBeGreaterThan(0);
    for (const vector of wrong) {
      const [first] = readingsOf(vector);
      if (first?.kind !== 'quantity') throw new Error(vector.hex);
      const [name] = Object.keys(vector.claimed ?? {});
      const bySpecification = Number(vector.spec_decodes_to?.[name ?? '']);
      const fahrenheit = vector.spec_decodes_to?.unit === 'F';
      expect(first.value, vector.hex).not.toBe(vector.claimed?.[name ?? '']);
      const stated = fahrenheit ? (bySpecification * 5) / 9 : bySpecification;
      expect((first.value ?? 0) / stated, vector.hex).toBeCloseTo(1, 9);
      expect(first, vector.hex).toMatchObject({ doubt: 'out_of_range', confidence: 0 });
    }
  });
  it("captures of makers' devices are read as their owners saw them", () => {
    const captures = vectors('ble_vendor_real_captures.json');
    expect(captures).toHaveLength(4);
    const of = (maker: string): Vector => {
      const found = captures.find(({ name }) => name?.startsWith(maker));
      if (found === undefined) throw new Error(maker);
      return found;
    };
    const told = (id: string, { hex }: Vector): readonly unknown[] =>
      decodeCapture(named(id), bytesOf(hex)).flatMap((each) =>
        each.kind === 'frame'
          ? each.readings.map((reading) => ('value' in reading ? reading.value : null))
          : [],
      );
    expect(told('gatt/medisana-bs444', of('Medisana'))[0]).toBe(of('Medisana').expected.weight_kg);
    expect(told('gatt/soehnle-shape-sense', of('Soehnle'))[0]).toBe(of('Soehnle').expected.weight_kg);
    const { spo2, pulse_rate } = of('Contec').expected;
    expect(told('gatt/contec-cms50d', of('Contec'))).toEqual([spo2, pulse_rate]);

    const { hex, expected } = of('Polar');
    const advertisement = parseAdvertisement(bytesOf(hex));
    expect(advertisement).toMatchObject({
      name: expected.local_name,
      services: expected.service_uuid16,
      txPower: expected.tx_power,
      companyData: [{ company: 0x006b, data: bytesOf(String(expected.manufacturer_payload)) }],
    });
    expect(matchAdvertisement(definitions, advertisement)).toHaveLength(1);
  });
});
