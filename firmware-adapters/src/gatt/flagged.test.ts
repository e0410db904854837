import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdapter } from '../adapter.ts';
import { fromHex } from '../bytes.ts';
import type { DeviceDefinition } from '../device.ts';
import { bloodPressureMonitor } from './blood-pressure.ts';
import { cyclingSensor } from './cycling-speed.ts';
import { decodeFlagged, type Flagged, readFields } from './flagged.ts';
import { encodeFlagged } from './flagged-simulator.ts';
import { indoorBike } from './indoor-bike.ts';
import { pulseOximeterContinuous } from './pulse-oximeter.ts';
import { weightMeasurement, weightScale } from './weight-scale.ts';

const bytesOf = (hex: string): Uint8Array => {
  const bytes = fromHex(hex);
  if (!bytes.ok) throw new Error(hex);
  return bytes.value;
};
const doubts = (device: DeviceDefinition, hex: string) => {
  const decoding = device.decode(bytesOf(hex));
  return 'kind' in decoding
    ? decoding.reason
    : decoding.map((reading) => ('doubt' in reading ? [reading.doubt, reading.confidence] : []));
};

describe('a value behind flags', () => {
  it('is read past its reserved flags and what they brought, but is no value with octets that nothing explains', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 8 }), (rest) => {
        const plain = readFields(weightMeasurement, Uint8Array.of(0x00, 0xb0, 0x36, ...rest));
        const reserved = decodeFlagged(weightMeasurement, Uint8Array.of(0x10, 0xb0, 0x36, ...rest));
        expect(reserved).toMatchObject([{ item: 'weight', value: 70 }]);
        expect(plain === 'trailing_bytes').toBe(rest.length > 0);
      }),
    );
  });

  it('cut anywhere is rejected', () => {
    const whole = bytesOf('0f543de7070c190e1e2d03f500a802');
    for (let length = 0; length < whole.length; length++) {
      expect(readFields(weightMeasurement, whole.subarray(0, length)), String(length)).toBe('truncated');
    }
  });

  it('is not read outside of a view into a larger buffer', () => {
    const around = bytesOf('ffffff00b036ffffff');
    expect(decodeFlagged(weightMeasurement, around.subarray(3, 6))).toMatchObject([{ value: 70 }]);
    expect(decodeFlagged(weightMeasurement, around.subarray(3, 5))).toMatchObject({ reason: 'truncated' });
  });

  it('of two editions is told apart by its length', () => {
    const two: Flagged = {
      flags: 1,
      groups: [
        {
          parts: [{ name: 'n', format: 'u8', earlier: { format: 'u16' }, is: { quantity: 'resistance' } }],
        },
      ],
    };
    expect(decodeFlagged(two, bytesOf('0007'))).toMatchObject([{ value: 7 }]);
    expect(decodeFlagged(two, bytesOf('000701'))).toMatchObject([{ value: 263 }]);
    expect(decodeFlagged(two, bytesOf('00070102'))).toMatchObject({ reason: 'trailing_bytes' });
  });

  it('is not written where it cannot be said', () => {
    const weight = (value: number) => ({
      readings: [
        {
          kind: 'measurement',
          item: 'weight',
          value,
          unit: 'kg',
          tag: null,
          confidence: 1,
          doubt: null,
        } as const,
      ],
    });
    expect(() => encodeFlagged(weightMeasurement, weight(70.001))).toThrow(RangeError);
    expect(() => encodeFlagged(weightMeasurement, weight(400))).toThrow(RangeError);
    expect(() => encodeFlagged(weightMeasurement, { readings: [] })).toThrow(RangeError);
    expect(() => encodeFlagged(weightMeasurement, { bpm: 70 })).toThrow(RangeError);
  });
});

describe('what a device says of its measurement', () => {
  it.each([
    ['0862004800000800', ['no_contact', 0], 'sensor unconnected to the user'],
    ['0862004800100000', ['poor_signal', 0], 'poor signal'],
    ['0862004800200000', [null, 0.5], 'low perfusion'],
    ['04620048000080', ['poor_signal', 0], 'invalid measurement'],
    ['04620048000004', ['no_value', 0], 'data for a demonstration'],
    ['04620048000001', [null, 1], 'fully qualified'],
  ])('oximeter %s: %j (%s)', (hex, expected, _why) => {
    expect(doubts(pulseOximeterContinuous, hex)).toEqual([expected, expected]);
  });

  it('blood pressure of a moving body, a loose cuff or a wrong arm is doubted, an irregular pulse is less sure', () => {
    const of = (status: string) => doubts(bloodPressureMonitor, `10780050005d00${status}00`);
    for (const status of ['01', '02', '20']) expect(of(status)[0]).toEqual(['poor_signal', 0]);
    expect(of('04')[0]).toEqual([null, 0.7]);
    expect(of('00')[0]).toEqual([null, 1]);
  });

  it('a scale that failed says no value', () => {
    expect(doubts(weightScale, '00ffff')).toEqual([['no_value', 0]]);
  });
});

describe('speed and cadence from counters', () => {
  const csc = (wheel: readonly [number, number], crank: readonly [number, number]): Uint8Array => {
    const bytes = new Uint8Array(11);
    const view = new DataView(bytes.buffer);
    view.setUint8(0, 3);
    view.setUint32(1, wheel[0], true);
    view.setUint16(5, wheel[1], true);
    view.setUint16(7, crank[0], true);
    view.setUint16(9, crank[1], true);
    return bytes;
  };
  const rates = (frames: readonly Uint8Array[]) => {
    const adapter = createAdapter(cyclingSensor(2));
    return frames.map((frame) =>
      adapter
        .push(frame)
        .flatMap((each) => (each.kind === 'frame' ? each.readings : []))
        .flatMap((reading) =>
          reading.kind === 'quantity' && ['speed', 'cadence'].includes(reading.quantity)
            ? [[reading.quantity, reading.value, reading.doubt]]
            : [],
        ),
    );
  };

  it('are known from the second notification on, also across the wrap of a counter and of the clock', () => {
    const first = csc([0xffff_ffff, 65_000], [0xffff, 65_100]);
    const second = csc([2, (65_000 + 1024) % 65_536], [0, (65_100 + 512) % 65_536]);
    expect(rates([first, second])).toEqual([
      [],
      [
        ['speed', 6, null],
        ['cadence', 120, null],
      ],
    ]);
  });

  it('are 0 after three notifications without a revolution', () => {
    const same = csc([10, 100], [10, 100]);
    expect(rates([same, same, same, same])).toEqual([
      [],
      [],
      [],
      [
        ['speed', 0, null],
        ['cadence', 0, null],
      ],
    ]);
  });

  it('are not believed where the counter was set anew or the wheel ran backwards', () => {
    const [, told] = rates([csc([50_000, 100], [10, 100]), csc([1, 1124], [11, 1124])]);
    expect(told).toEqual([
      ['speed', -99_998, 'out_of_range'],
      ['cadence', 60, null],
    ]);
  });
});

it('a machine’s moment in several notifications gives each field once', () => {
  const adapter = createAdapter(indoorBike);
  const told = ['5500a000640000c800', '0000ca0c'].flatMap((hex) =>
    adapter
      .push(bytesOf(hex))
      .flatMap((each) =>
        each.kind === 'frame'
          ? each.readings.map((reading) => (reading.kind === 'quantity' ? reading.quantity : reading.kind))
          : [each.reason],
      ),
  );
  expect(told).toEqual(['cadence', 'distance', 'power', 'speed']);
});
