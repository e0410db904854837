import { describe, expect, it } from 'vitest';
import { ZONE_COLOURS, ZONES, zoneOf } from './zones.ts';

type Rgb = readonly [number, number, number];

const linear = (hex: string): Rgb => {
  const channel = (from: number) => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
};
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
/** WCAG 2.2 contrast ratio, 1 to 21. */
const contrast = (a: string, b: string) => {
  const [light, dark] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
};

/** Machado, Oliveira & Fernandes 2009, severity 1.0, on linear RGB. */
const BLINDNESS = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
  none: [1, 0, 0, 0, 1, 0, 0, 0, 1],
} as const;

const seenBy = (matrix: readonly number[], rgb: Rgb): Rgb => {
  const row = (from: number) => rgb.reduce((sum, channel, i) => sum + channel * (matrix[from + i] ?? 0), 0);
  return [row(0), row(3), row(6)];
};

/** CIE L*a*b* (D65) from linear sRGB. */
const lab = ([r, g, b]: Rgb): Rgb => {
  const f = (t: number) => (t > 216 / 24_389 ? Math.cbrt(t) : ((24_389 / 27) * t) / 116 + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(luminance([r, g, b]));
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};
/** CIE 1976 colour difference; 2.3 is just noticeable side by side. */
const difference = (a: Rgb, b: Rgb) => Math.hypot(...lab(a).map((value, i) => value - (lab(b)[i] ?? 0)));

describe('zone colours', () => {
  it.each(ZONES)('zone %d can be read in sunlight (contrast 7:1, WCAG AAA)', (zone) => {
    const { fill, ink } = ZONE_COLOURS[zone];
    expect(contrast(fill, ink)).toBeGreaterThan(7);
  });

  it.each(Object.entries(BLINDNESS))('differ clearly for every pair of zones (%s)', (_name, matrix) => {
    for (const a of ZONES) {
      for (const b of ZONES.filter((zone) => zone > a)) {
        const seen = [a, b].map((zone) => seenBy(matrix, linear(ZONE_COLOURS[zone].fill)));
        expect(difference(seen[0] ?? [0, 0, 0], seen[1] ?? [0, 0, 0]), `zones ${a} and ${b}`).toBeGreaterThan(
          12,
        );
      }
    }
  });

  it('knows no zone beyond 5', () => {
    expect([null, 0, 5, 6].map(zoneOf)).toEqual([null, 0, 5, null]);
  });
});
