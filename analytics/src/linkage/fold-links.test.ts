import type { LinkDecision, LinkEntry, LinkedRow } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldLinks } from './fold-links.ts';

const link = (row: number, person: string, status: LinkedRow['status'] = 'auto'): LinkedRow => ({
  file: 'a.csv',
  row,
  person,
  probability: 0.99,
  status,
});
/** Two persons of two rows each, and one alone. */
const LINKS = [link(2, 'p'), link(3, 'p'), link(4, 'q'), link(5, 'q'), link(6, 'r', 'single')];
const decided = (entry: number, kind: LinkDecision['kind'], a: number, b: number): LinkEntry => ({
  entry,
  at: 1_790_000_000_000,
  account: null,
  decision: { kind, a: { file: 'a.csv', row: a }, b: { file: 'a.csv', row: b } },
  reason: '',
});
const personsOf = (links: readonly LinkedRow[]): string => links.map(({ person }) => person).join(' ');

describe('decisions over the links of the engine', () => {
  it('change nothing where there are none', () => {
    const folded = foldLinks(LINKS, []);
    expect(folded.links).toEqual(LINKS);
    expect(folded.unused).toEqual([]);
  });

  it('merge two persons with all their rows', () => {
    const { links } = foldLinks(LINKS, [decided(1, 'merge', 2, 4)]);
    expect(personsOf(links)).toBe('p p p p r');
    expect(links[2]).toMatchObject({ probability: 1, status: 'auto' });
  });

  it('un-merge what was merged: both persons are as before', () => {
    const { links } = foldLinks(LINKS, [decided(1, 'merge', 2, 4), decided(2, 'unmerge', 2, 4)]);
    expect(personsOf(links)).toBe(personsOf(LINKS));
  });

  it('un-merge what the engine linked: the row is alone, and so is the one it left', () => {
    const { links } = foldLinks(LINKS, [decided(1, 'unmerge', 2, 3)]);
    expect(personsOf(links)).toBe('p p-1 q q r');
    expect(links.map(({ status }) => status)).toEqual(['single', 'single', 'auto', 'auto', 'single']);
  });

  it('can be taken back again, the last one stands, and all of them stay in the history', () => {
    const entries = [decided(1, 'merge', 2, 6), decided(2, 'unmerge', 2, 6), decided(3, 'merge', 2, 6)];
    const { links, history } = foldLinks(LINKS, [...entries].reverse());
    expect(personsOf(links)).toBe('p p q q p');
    expect(history({ file: 'a.csv', row: 6 })).toEqual(entries);
    expect(history({ file: 'a.csv', row: 4 })).toEqual([]);
  });

  it('never give a person two tests of one occasion', () => {
    const occasions = ['2020', '2022', '2020', '2022', '2024'];
    const occasionOf = ({ row }: { row: number }) => occasions[row - 2];
    const { links, unused } = foldLinks(LINKS, [decided(1, 'merge', 2, 4), decided(2, 'merge', 2, 6)], {
      occasionOf,
    });
    expect(personsOf(links)).toBe('p p q q p');
    expect(unused).toEqual([{ entry: 1, reason: 'clash' }]);
  });

  it('are named where they change nothing', () => {
    const entries = [decided(1, 'merge', 2, 99), decided(2, 'merge', 2, 3), decided(3, 'unmerge', 2, 4)];
    expect(foldLinks(LINKS, entries).unused).toEqual([
      { entry: 1, reason: 'unknown_row' },
      { entry: 2, reason: 'no_effect' },
      { entry: 3, reason: 'no_effect' },
    ]);
  });

  it('keep every row, whatever is decided, and an un-merged pair apart', () => {
    const row = fc.integer({ min: 2, max: 7 });
    const entry = fc.record({ kind: fc.constantFrom('merge' as const, 'unmerge' as const), a: row, b: row });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 12 }), (drawn) => {
        const entries = drawn
          .filter(({ a, b }) => a !== b)
          .map(({ kind, a, b }, n) => decided(n + 1, kind, a, b));
        const { links, unused } = foldLinks(LINKS, entries);
        expect(links.map((each) => each.row)).toEqual(LINKS.map((each) => each.row));
        const last = entries.at(-1);
        if (last === undefined || unused.some(({ entry: n }) => n === last.entry)) return;
        const personAt = (n: number) => links.find((each) => each.row === n)?.person;
        const together = personAt(last.decision.a.row) === personAt(last.decision.b.row);
        expect(together).toBe(last.decision.kind === 'merge');
      }),
    );
  });
});
