import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RosterReading, readRoster } from '@tizhi/analytics';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, Dice, FILE_KINDS, type RosterFile, rightRoster } from './roster.fixture.ts';
import { rosterSheets } from './roster.ts';
import { MISTAKES } from './roster-mistakes.fixture.ts';

/** Rosters in all; every mistake gets its share of them. */
const ROSTERS = 1_000;
const RIGHT = 160;
const NAMES = Object.keys(MISTAKES);

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
  mkdirSync(folder.path, { recursive: true });
});
afterAll(() => folder.remove());

async function read(file: RosterFile): Promise<RosterReading> {
  const path = join(folder.path, `roster.${file.kind.slice(0, 4).replace('csv-', 'csv')}`);
  writeFileSync(path, bytesOf(file));
  return readRoster(await rosterSheets(path), { today: '2026-11-24' });
}

const meantOf = ({ classes, pupils }: RosterReading) =>
  pupils.map(({ class: of, studentNumber, name, sex, birthDate }) => {
    const own = classes.find(({ key }) => key === of);
    return { grade: own?.grade, className: own?.name, studentNumber, name, sex, birthDate };
  });

/** `sheet!cell`, or `sheet!row n` for what has no cell. */
const placesOf = ({ errors }: RosterReading): string[] =>
  errors.map(({ sheet, row, cell }) => `${sheet}!${cell ?? `row ${row}`}`);

describe(`${ROSTERS} generated rosters`, () => {
  it.each(FILE_KINDS)('are read pupil by pupil where they are right (%s)', async (kind) => {
    for (let seed = 0; seed < RIGHT; seed += 1) {
      const file = rightRoster(seed);
      if (file.kind !== kind) continue;
      const reading = await read(file);
      expect(placesOf(reading), `seed ${seed}`).toEqual([]);
      const meant = file.pupils.map(({ sheet: _s, row: _r, ...pupil }) => pupil);
      expect(meantOf(reading), `seed ${seed}`).toEqual(meant);
    }
  });

  it.each(NAMES)('are refused with the right cell named: %s', async (name) => {
    const mistake = MISTAKES[name];
    const share = Math.ceil((ROSTERS - RIGHT) / NAMES.length);
    for (let n = 0; n < share; n += 1) {
      const seed = 10_000 + NAMES.indexOf(name) * share + n;
      const file = rightRoster(seed);
      const place = mistake?.(file, new Dice(seed + 1)) ?? '';
      const reading = await read(file);
      expect(placesOf(reading), `seed ${seed}, ${file.kind}`).toContain(place);
      // What is right beside it is not accused.
      expect(reading.errors.length, `seed ${seed}, ${file.kind}`).toBe(1);
      const [error] = reading.errors;
      expect(error?.zh).toMatch(/\p{Script=Han}/u);
    }
  });
});
