import { describe, expect, it } from 'vitest';
import { certificate } from '../samples/samples.ts';
import { axisMinutes, barParts, silentMs } from './bar-parts.ts';

const lesson = certificate();
const [device] = lesson.devices;
if (device === undefined) throw new Error('the sample has a device');

describe("a lesson's bar", () => {
  it('has each stretch where it was, the lost ones on top', () => {
    expect(barParts(device, lesson)).toEqual([
      { kind: 'worn', left: 0, width: 100 },
      { kind: 'silent', left: 50, width: 25 },
      { kind: 'missing', left: 10, width: 1 },
    ]);
  });

  it('is cut to the lesson where a loss begins before it', () => {
    const [, , loss] = barParts(
      {
        ...device,
        missing: [
          { gateway: device.gateways[0] as never, from: 0, to: lesson.startedAt + 6_000, readings: 1 },
        ],
      },
      lesson,
    );
    expect(loss).toEqual({ kind: 'missing', left: 0, width: 1 });
  });

  it('tells how long nothing was heard', () => {
    expect(silentMs(device)).toBe(150_000);
  });

  it.each([
    [60_000, [0, 1]],
    [40 * 60_000, [0, 5, 10, 15, 20, 25, 30, 35, 40]],
    [45.5 * 60_000, [0, 10, 20, 30, 40]],
    [0, [0]],
  ])('an axis of %d ms has the minutes %j', (length, minutes) => {
    expect(axisMinutes(length)).toEqual(minutes);
  });
});
