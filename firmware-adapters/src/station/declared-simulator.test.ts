import { describeFailure, ITEMS } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCapture } from '../adapter.ts';
import { fromText } from '../bytes.ts';
import type { DeviceDefinition } from '../device.ts';
import { demoHeightWeight } from '../examples/demo-height-weight.ts';
import { declareStation } from './declare-station.ts';
import type { StationSpecInput } from './station-spec.ts';

const name = { zh: '测试站', en: 'Station under test' };
const lines = { kind: 'delimiter', delimiter: '\r\n' } as const;

function declared(spec: Omit<StationSpecInput, 'id' | 'name'>): DeviceDefinition {
  const result = declareStation({ id: 'station/test', name, ...spec });
  if (!result.ok) throw new Error(describeFailure(result.failure, 'en'));
  return result.value;
}
describe('the derived simulator', () => {
  it('reads back for any separated line of items', () => {
    const items = fc.uniqueArray(fc.constantFrom(...(Object.keys(ITEMS) as (keyof typeof ITEMS)[])), {
      minLength: 1,
    });
    const separators = fc.constantFrom(',', ';', ' | ', '\t');
    fc.assert(
      fc.property(
        items,
        separators,
        fc.constantFrom(0.01, 0.1, 1, 10),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (chosen, separator, scale, share) => {
          const device = declared({
            framing: lines,
            format: {
              kind: 'separated',
              separator,
              fields: [
                { is: 'tag', column: 1 },
                ...chosen.map((item, i) => ({ is: 'value' as const, column: i + 2, item, scale })),
              ],
            },
          });
          const values = Object.fromEntries(
            chosen.map((item) => {
              const { min, max, decimals } = ITEMS[item];
              return [item, Number((min + (max - min) * share).toFixed(decimals))];
            }),
          );
          const [decoded] = decodeCapture(device, device.simulate?.({ values, tag: 'A7' }) ?? fromText(''));
          const readings = decoded?.kind === 'frame' ? decoded.readings : [];
          expect(
            readings.map((each) => each.kind === 'measurement' && [each.item, each.value, each.tag]),
          ).toEqual(chosen.map((item) => [item, values[item], 'A7']));
        },
      ),
    );
  });

  it('raises the flag that is asked for', () => {
    const result = declareStation(demoHeightWeight);
    const device = result.ok ? result.value : undefined;
    const values = { height: 150, weight: 40 };
    for (const doubt of ['unstable', 'overload'] as const) {
      const bytes = device?.simulate?.({ values, doubt });
      expect(device && bytes && decodeCapture(device, bytes)).toMatchObject([
        {
          readings: [
            { value: 150, doubt, confidence: 0 },
            { value: 40, doubt, confidence: 0 },
          ],
        },
      ]);
    }
  });

  it('refuses what the format cannot say', () => {
    const result = declareStation(demoHeightWeight);
    const simulate = (result.ok && result.value.simulate) || undefined;
    const values = { height: 150, weight: 40 };
    expect(simulate?.({ values, tag: '80107' })).toHaveLength(12);
    expect(() => simulate?.({ values: { ...values, run_50m: 8 } })).toThrow(RangeError);
    expect(() => simulate?.({ values, tag: 'A-17' })).toThrow(RangeError);
    expect(() => simulate?.({ values, doubt: 'low_battery' })).toThrow(RangeError);
    expect(() => simulate?.({ values: { height: 99_999, weight: 40 } })).toThrow(RangeError);
    expect(() => simulate?.({ bpm: 70 })).toThrow(RangeError);
  });
});
