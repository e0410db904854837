/**
 * Heart-rate zones on the screen. Zone `n` (1-5) is 40 + 10 n % to 50 + 10 n % of the pupil's maximum,
 * 0 is below 50 %: the server decides which; the page only draws it.
 *
 * The colours get darker with intensity and go from blue over yellow to dark red, so that they keep their
 * order in sunlight, in grey, and for the colour-blind (checked in `zones.test.ts`). Colour is never alone:
 * each tile also writes the zone's number and fills as many of five bars.
 */
export const ZONES = [0, 1, 2, 3, 4, 5] as const;
export type Zone = (typeof ZONES)[number];

export const ZONE_COLOURS: Readonly<Record<Zone, { readonly fill: string; readonly ink: string }>> = {
  0: { fill: '#ffffff', ink: '#0c1c24' },
  1: { fill: '#c9e6f8', ink: '#0c1c24' },
  2: { fill: '#7fc0e8', ink: '#0c1c24' },
  3: { fill: '#f5c93c', ink: '#0c1c24' },
  4: { fill: '#f28c28', ink: '#0c1c24' },
  5: { fill: '#7d0f2b', ink: '#ffffff' },
};

/** A zone number from the wire as a zone of the screen; `null` stays `null`. */
export const zoneOf = (zone: number | null): Zone | null => ZONES.find((known) => known === zone) ?? null;
