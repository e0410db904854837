import { createHash } from 'node:crypto';
import type { Drill } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { DRILLS } from '../index.ts';
import { LIBRARY_VERSION } from './library.ts';
import { PINNED_LIBRARY, PINS } from './pins.ts';

/** Of everything but the version; keys in order, so that only data count. */
function hashOfDrill({ version: _, ...data }: Drill): string {
  const ordered = JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(ordered).digest('hex').slice(0, 12);
}

describe('the versions of the drills', () => {
  it('a drill whose data change gets a new version: one more, with the new hash in pins.ts', () => {
    const now = DRILLS.map((drill) => [drill.id, drill.version, hashOfDrill(drill)]);
    expect(now).toEqual(PINS.map((pin) => [...pin]));
  });

  it('a library whose drills change gets a new version too', () => {
    const all = createHash('sha256').update(JSON.stringify(PINS)).digest('hex').slice(0, 12);
    expect([LIBRARY_VERSION, all]).toEqual(PINNED_LIBRARY);
  });
});
