import { beforeAll, describe, expect, it } from 'vitest';
import { readIdentity } from '../linkage/read-identity.ts';
import { seededChance } from '../linkage/seeded-chance.ts';
import {
  type CityTest,
  CORRUPTION_KINDS,
  cityTests,
  corrupter,
  EVEN_MIX,
  identityText,
  USUAL_MIX,
} from './people.ts';
import { checkDigit } from './people-numbers.ts';

const PUPILS = 4_000;
let tests: readonly CityTest[];
let pupils: ReadonlyMap<number, readonly CityTest[]>;
beforeAll(() => {
  tests = [...cityTests({ pupils: PUPILS, seed: 3 })];
  pupils = Map.groupBy(tests, ({ pupil }) => pupil);
});

describe('a synthetic city', () => {
  it('is the same for the same seed, another for another', () => {
    expect([...cityTests({ pupils: 50, seed: 3 })]).toEqual([...cityTests({ pupils: 50, seed: 3 })]);
    expect([...cityTests({ pupils: 50, seed: 4 })]).not.toEqual([...cityTests({ pupils: 50, seed: 3 })]);
  });

  it('marks everybody as synthetic, with numbers that nobody can have', () => {
    for (const { synthetic, studentNumber, school } of tests) {
      expect(synthetic).toBe(true);
      expect(studentNumber).toMatch(/^(G99\d{15}[\dX]|L99\d{16})$/);
      expect(school).toMatch(/^合成/);
    }
  });

  it('gives numbers of 19 characters with birth date, sex and a right check digit, to one pupil each', () => {
    const owners = new Map<string, number>();
    for (const { studentNumber: number, birthDate, sex, pupil } of tests) {
      if (!number.startsWith('G')) continue;
      expect(number.slice(7, 15)).toBe(birthDate.replaceAll('-', ''));
      expect(Number(number[17]) % 2).toBe(sex === 'male' ? 1 : 0);
      expect(number[18]).toBe(checkDigit(number.slice(1, 18)));
      expect(owners.get(number) ?? pupil).toBe(pupil);
      owners.set(number, pupil);
    }
  });

  it('tests a pupil once in a grade and year, in a primary school and then in another', () => {
    let movedOn = 0;
    for (const own of pupils.values()) {
      expect(new Set(own.map(({ schoolYear }) => schoolYear)).size).toBe(own.length);
      for (const { grade, school, schoolYear } of own) {
        expect(school).toMatch(grade === '8' ? /中学$/ : /小学$/);
        expect(schoolYear).toBe(2016 + Number(grade));
      }
      if (own.length === 3) movedOn += 1;
    }
    expect(movedOn / PUPILS).toBeGreaterThan(0.85);
    expect(movedOn / PUPILS).toBeLessThan(0.95);
  });

  it('has twins: one surname, day and school, two names and numbers', () => {
    const fourth = tests.filter(({ grade }) => grade === '4');
    const twins = fourth.flatMap((test, n) => {
      const next = fourth[n + 1];
      return next?.birthDate === test.birthDate && next.name[0] === test.name[0]
        ? [[test, next] as const]
        : [];
    });
    expect(twins.length / fourth.length).toBeGreaterThan(0.01);
    expect(twins.length / fourth.length).toBeLessThan(0.025);
    expect(twins.every(([a, b]) => a.studentNumber !== b.studentNumber)).toBe(true);
  });

  it('has names as frequent as in China: 王, 李 and 张 a fifth of all, few with one character after it', () => {
    const names = [...pupils.values()].map(([first]) => first?.name ?? '');
    const share = (of: (name: string) => boolean) => names.filter(of).length / names.length;
    expect(share((name) => /^[王李张]/.test(name))).toBeGreaterThan(0.15);
    expect(share((name) => /^[王李张]/.test(name))).toBeLessThan(0.3);
    expect(share((name) => [...name].length === 2)).toBeGreaterThan(0.05);
    expect(share((name) => [...name].length === 2)).toBeLessThan(0.2);
  });
});

describe('errors', () => {
  const clean = () => tests.slice(0, 2_000).map(identityText);
  const spoil = (rate: number, mix = USUAL_MIX) => {
    const corrupt = corrupter({ rate, mix, chance: seededChance(1) });
    return clean().map((row, n, all) => ({ before: row, ...corrupt(row, all[n - 1] ?? row) }));
  };

  it('come at the rate asked for and change the row they name', () => {
    const rows = spoil(0.1);
    const spoilt = rows.filter(({ kinds }) => kinds.length > 0);
    expect(spoilt.length / rows.length).toBeGreaterThan(0.08);
    expect(spoilt.length / rows.length).toBeLessThan(0.12);
    for (const { before, row, kinds } of rows) if (kinds.length === 0) expect(row).toEqual(before);
    for (const { before, row, kinds } of spoilt) if (kinds.length === 1) expect(row).not.toEqual(before);
  });

  it('do not come at rate 0', () => {
    expect(spoil(0).every(({ before, row }) => before === row)).toBe(true);
  });

  it('are of every kind in an even mix, each kind once in the table and the usual mix', () => {
    const seen = new Set(spoil(0.5, EVEN_MIX).flatMap(({ kinds }) => kinds));
    expect([...seen].sort()).toEqual(CORRUPTION_KINDS.map(({ id }) => id).sort());
    expect(Object.keys(USUAL_MIX).sort()).toEqual(CORRUPTION_KINDS.map(({ id }) => id).sort());
  });

  it('leave the errors that are only a way of writing without effect on what is read', () => {
    for (const id of [
      'name_spaces',
      'date_written',
      'full_width',
      'columns_name_date',
      'columns_number_name',
    ]) {
      for (const { before, row, kinds } of spoil(0.3, { [id]: 1 })) {
        if (kinds.length !== 1) continue;
        const { moved: _, ...read } = readIdentity(row);
        const { moved: __, ...meant } = readIdentity(before);
        expect(read, id).toEqual(meant);
      }
    }
  });
});
