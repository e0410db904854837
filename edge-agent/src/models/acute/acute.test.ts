import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from './corpus/judge.ts';
import { vignettes } from './corpus/vignette.ts';
import { PupilWatch } from './pupil-watch.ts';
import type { Second } from './second.ts';
import { ACUTE_TABLE } from './table.ts';
import { tableText } from './table-text.ts';

const corpus = vignettes();
/** All stories are played by `npm run bench -- --only acute`; each run of the suite plays this share. */
const SHARE = 3;

describe('the table of acute states', () => {
  it('is what docs/acute-states.md says', () => {
    const doc = new URL('../../../../docs/acute-states.md', import.meta.url);
    expect(readFileSync(doc, 'utf8')).toBe(tableText());
  });

  it.each(ACUTE_TABLE.rules.map((rule) => [rule.id, rule] as const))(
    '%s names its numbers, their sources and what to do in both languages',
    (_, rule) => {
      expect(rule.name.zh).toMatch(/\p{Script=Han}/u);
      expect(rule.instruction.zh).toMatch(/\p{Script=Han}/u);
      expect(Object.keys(rule.numbers).length).toBeGreaterThan(0);
      for (const { value, source, unit } of Object.values(rule.numbers)) {
        expect(Number.isFinite(value)).toBe(true);
        expect(source).not.toBe('');
        expect(unit).not.toBe('');
      }
    },
  );

  it('has one rule of each id, and every rule that a story expects', () => {
    const ids = ACUTE_TABLE.rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { expect: wanted, may } of corpus) {
      expect(ids).toEqual(expect.arrayContaining(may));
      if (wanted.is !== 'none') expect(ids).toEqual(expect.arrayContaining(wanted.rules));
    }
  });
});

describe('the watch of a pupil', () => {
  it('abstains and never throws, whatever the sensors say', () => {
    const second = fc.record({
      bpm: fc.option(fc.integer({ min: 0, max: 65_535 })),
      rrMs: fc.array(fc.double({ min: 0, max: 64_000, noNaN: true }), { maxLength: 5 }),
      contact: fc.constantFrom(
        'detected' as const,
        'lost' as const,
        'unsupported' as const,
        'silent' as const,
      ),
      movement: fc.constant(null),
      spo2: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
      temperature: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(second, { maxLength: 120 }), (heard) => {
        const watch = new PupilWatch({ spo2: null, temperature: null });
        const changes = heard.flatMap((each, n) => watch.second({ ...each, at: n * 1_000 } as Second, null));
        // Without limits and settings only the rules that need neither may speak.
        for (const { rule } of changes) expect(['low-rate', 'irregular-rhythm']).toContain(rule.id);
      }),
      { numRuns: 50 },
    );
  });

  it('lets late news change nothing', () => {
    const watch = new PupilWatch({ spo2: null, temperature: { atLeastDegC: 37.3 } });
    const second = (at: number, temperature: number | null): Second => ({
      at,
      bpm: 80,
      rrMs: [],
      contact: 'detected',
      movement: null,
      spo2: null,
      temperature,
    });
    expect(watch.second(second(5_000, null), null)).toEqual([]);
    expect(watch.second(second(4_000, 39), null)).toEqual([]);
    expect(watch.second(second(6_000, 39), null)).toMatchObject([{ state: 'raised', rule: { id: 'fever' } }]);
  });
});

describe('the written corpus, as bytes through the real path', () => {
  it('has at least sixty stories, each with a name of its own', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(60);
    expect(new Set(corpus.map(({ name }) => name)).size).toBe(corpus.length);
  });

  it.each(corpus.filter((_, n) => n % SHARE === 0).map((vignette) => [vignette.name, vignette] as const))(
    '%s',
    (_, vignette) => {
      const { raised, false: wrong } = judge(vignette, 1);
      expect(raised).toBe(true);
      expect(wrong.map(({ rule }) => rule.id)).toEqual([]);
    },
    30_000,
  );
});
