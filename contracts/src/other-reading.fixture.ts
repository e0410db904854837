import fc from 'fast-check';
import { Doubt, Exercise, type OtherReading, Quantity, Signal } from './index.ts';

/** JSON knows no -0. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const trust = {
  confidence: fc.constantFrom(0, 0.30000000000000004, 1),
  doubt: fc.option(fc.constantFrom(...Doubt.options)),
};
const text = (maxLength: number) =>
  fc.oneof(fc.string({ maxLength }), fc.string({ maxLength: maxLength / 4, unit: 'grapheme' }));

/** Any reading that is no heart rate and no test result: synthetic, none was ever measured. */
export const anyOtherReading: fc.Arbitrary<OtherReading> = fc.oneof(
  fc.record({
    kind: fc.constant('quantity' as const),
    quantity: fc.constantFrom(...Quantity.options),
    value: fc.option(number),
    ...trust,
  }),
  fc.record({
    kind: fc.constant('waveform' as const),
    signal: fc.constantFrom(...Signal.options),
    fsHz: fc.option(fc.constantFrom(52, 130, 25.6)),
    sensorMs: fc.option(fc.nat()),
    channels: fc.array(fc.array(number, { minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 8 }),
    ...trust,
  }),
  fc.record({ kind: fc.constant('tag' as const), tag: text(64).filter((tag) => tag.length > 0) }),
  fc.record({
    kind: fc.constant('timing' as const),
    event: fc.constantFrom('start', 'finish', 'lap', 'run_time', 'cancelled', 'blocked'),
    trigger: fc.constantFrom('gate', 'manual'),
    channel: fc.option(fc.nat(99)),
    number: fc.option(fc.nat(99_999)),
    timeMs: fc.option(fc.nat(86_400_000)),
    ...trust,
  }),
  fc.record({
    kind: fc.constant('repetitions' as const),
    exercise: fc.constantFrom(...Exercise.options),
    lane: fc.option(fc.constantFrom('1', 'left')),
    count: fc.nat(300),
    fouls: fc.array(
      fc.record({
        foul: fc.constantFrom('chin_below_bar', 'too_shallow'),
        times: fc.integer({ min: 1, max: 99 }),
      }),
      { maxLength: 4 },
    ),
    notCounted: fc.nat(20),
    tookMs: fc.nat(60_000),
    ...trust,
  }),
  fc.record({
    kind: fc.constant('device_info' as const),
    field: fc.constantFrom('manufacturer', 'model', 'serial_number', 'clock'),
    text: text(256),
  }),
);
