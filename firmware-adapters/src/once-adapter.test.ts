import { expect, it } from 'vitest';
import { fromText } from './bytes.ts';
import type { DeviceDefinition } from './device.ts';
import { createOnceAdapter } from './once-adapter.ts';
import { stGsScale } from './serial/scales/st-gs.ts';
import { xk3190Scale } from './serial/scales/xk3190.ts';

/** What the gateway hears of these weights, as `value` or `value?doubt`. */
function heard(definition: DeviceDefinition, pieces: readonly Uint8Array[]): string[] {
  const adapter = createOnceAdapter(definition);
  return pieces
    .flatMap((piece) => adapter.push(piece))
    .flatMap((each) => (each.kind === 'frame' ? each.readings : []))
    .map((reading) =>
      reading.kind === 'measurement'
        ? `${reading.value}${reading.doubt === null ? '' : `?${reading.doubt}`}`
        : reading.kind,
    );
}
const lines = (...texts: readonly string[]): Uint8Array[] => texts.map((text) => fromText(`${text}\r\n`));
const EMPTY = 'ST,GS,    0.00 kg';

it('a pupil on a scale in continuous mode is weighed once', () => {
  const stream = lines(
    EMPTY,
    'US,GS,   20.30 kg',
    'US,GS,   44.10 kg',
    'ST,GS,   45.20 kg',
    'ST,GS,   45.20 kg',
    'US,GS,   45.40 kg',
    'ST,GS,   45.25 kg',
    EMPTY,
    EMPTY,
  );
  expect(heard(stGsScale, stream)).toEqual(['45.2']);
});

it('the same weight after an empty platform is another weighing, and so is another weight without one', () => {
  const one = 'ST,GS,   45.20 kg';
  expect(heard(stGsScale, lines(one, EMPTY, one, one, 'ST,GS,   61.00 kg'))).toEqual(['45.2', '45.2', '61']);
});

it('who steps off before it settled is told of with the doubt', () => {
  const stream = lines('US,GS,   44.10 kg', 'US,GS,   44.90 kg', EMPTY, EMPTY);
  expect(heard(stGsScale, stream)).toEqual(['44.9?unstable']);
});

it('an overload is told once, until something else is weighed', () => {
  const over = 'OL,GS,         kg';
  expect(heard(stGsScale, lines(over, over, EMPTY, over))).toEqual(['null?overload', 'null?overload']);
});

it('an indicator that does not say when it settled is believed when it stands still', () => {
  const at = (kg: number): Uint8Array =>
    xk3190Scale.simulate?.({ values: { weight: kg } }) ?? new Uint8Array();
  const ramp = [14.2, 21.5, 33.1, 44.8, 45.1].map(at);
  expect(heard(xk3190Scale, ramp)).toEqual([]);
  expect(heard(xk3190Scale, [...ramp, ...Array.from({ length: 12 }, () => at(45.2))])).toEqual(['45.2']);
});

it('a damaged frame between good ones changes nothing', () => {
  const stream = lines('ST,GS,   45.20 kg', 'ST,G\xff,   45.20 kg', 'ST,GS,   45.20 kg');
  expect(heard(stGsScale, stream)).toEqual(['45.2']);
});
