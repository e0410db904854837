import { beforeAll, describe, expect, it } from 'vitest';
import { CORRUPTION_KINDS, EVEN_MIX, HARSH_MIX, type IdentityText } from '../city/people.ts';
import { cityRows, judge, type LinkedCity, link, type TrueRow } from './link-city.fixture.ts';
import { ROW_STATUS } from './link-rows.ts';
import { seededChance } from './seeded-chance.ts';

describe('a small city of 3,000 pupils', () => {
  let city: LinkedCity;
  beforeAll(() => {
    city = link(cityRows({ pupils: 3_000, rate: 0.03 }));
  });

  it('is linked with precision >= 0.9995 and recall >= 0.995, more than by number alone', () => {
    const { precision, recall } = judge(city);
    expect(precision).toBeGreaterThanOrEqual(0.9995);
    expect(recall).toBeGreaterThanOrEqual(0.995);
    const numbers = city.rows.number;
    const byNumber = Int32Array.from(numbers, (number, row) => (number === 0 ? -1 - row : number));
    const status = new Uint8Array(numbers.length).fill(2);
    const exact = judge({ ...city, linkage: { ...city.linkage, person: byNumber, status } });
    expect(exact.recall).toBeLessThan(0.96);
  });

  it('has no person with two rows of one occasion', () => {
    const { linkage, rows } = city;
    const seen = new Set(Array.from(linkage.person, (person, row) => `${person} ${rows.occasion[row]}`));
    expect(seen.size).toBe(rows.length);
  });

  it('has every row as auto with company, or alone', () => {
    const { linkage, rows } = city;
    const sizes = Map.groupBy(Array.from(rows.name.keys()), (row) => linkage.person[row]);
    for (let row = 0; row < rows.length; row += 1) {
      const company = (sizes.get(linkage.person[row])?.length ?? 0) > 1;
      expect(ROW_STATUS[linkage.status[row] ?? 0] === 'auto').toBe(company);
      expect(linkage.probability[row]).toBeGreaterThanOrEqual(0);
      expect(linkage.probability[row]).toBeLessThanOrEqual(1);
    }
  });

  it('is linked the same way again', () => {
    const again = link(cityRows({ pupils: 3_000, rate: 0.03 }));
    expect(again.linkage.person).toEqual(city.linkage.person);
  });

  it('compared near to none of the pairs there are', () => {
    expect(city.linkage.counts.comparedPairs).toBeLessThan(20 * city.rows.length);
    expect(city.linkage.counts.boundedBlocks).toBe(0);
  });
});

describe('a city with errors that the engine was not built with', () => {
  it.each([
    ['every kind of error alike', EVEN_MIX],
    ['numbers lost and names retyped by ear', HARSH_MIX],
  ])('is linked at 10 %% corruption: %s', (_, mix) => {
    const { precision, recall } = judge(link(cityRows({ pupils: 3_000, rate: 0.1, mix, seed: 31 })));
    expect(precision).toBeGreaterThanOrEqual(0.999);
    expect(recall).toBeGreaterThanOrEqual(0.985);
  });

  it('is linked where no row has a number', () => {
    const rows = [...cityRows({ pupils: 1_000, rate: 0.02, seed: 8 })].map((row) => ({
      ...row,
      text: { ...row.text, number: '' },
    }));
    const { precision, recall } = judge(link(rows));
    expect(precision).toBeGreaterThanOrEqual(0.999);
    expect(recall).toBeGreaterThanOrEqual(0.9);
  });
});

/** Grades 4, 6 and 8 of other pupils, so that the engine knows what names, days and schools are usual. */
const backdrop = [...cityRows({ pupils: 300, rate: 0.02, seed: 12 })];
const PUPIL = 1_000_000;
const row = (stage: '4' | '6' | '8', text: Partial<IdentityText> = {}): TrueRow => ({
  occasion: { '4': '2020', '6': '2022', '8': '2024' }[stage],
  stage,
  pupil: PUPIL,
  text: {
    number: 'G990077201105146217',
    name: '张清喆',
    birthDate: '2011-05-14',
    sex: '1',
    school: stage === '8' ? '合成第1中学' : '合成第1小学',
    className: `${stage}年级(2)班`,
    ...text,
  },
});

function statusOf(rows: readonly TrueRow[]): readonly { person: number; status: string | undefined }[] {
  const { linkage } = link([...backdrop, ...rows]);
  return rows.map((_, n) => ({
    person: linkage.person[backdrop.length + n] ?? -1,
    status: ROW_STATUS[linkage.status[backdrop.length + n] ?? 0],
  }));
}

describe('every kind of error', () => {
  it.each(CORRUPTION_KINDS.map(({ id, en, apply }) => [id, en, apply] as const))(
    '%s: %s, and the row is still linked',
    (id, _, apply) => {
      const chance = seededChance(5);
      const clean = row('6');
      const spoilt = apply(clean.text, chance, row('6', { number: 'G990077201101016216' }).text);
      expect(spoilt).not.toBeNull();
      expect(spoilt).not.toEqual(clean.text);
      const linked = statusOf([row('4'), { ...clean, text: spoilt ?? clean.text }, row('8')]);
      expect(new Set(linked.map(({ person }) => person)).size, id).toBe(1);
      expect(linked.map(({ status }) => status)).toEqual(['auto', 'auto', 'auto']);
    },
  );
});

describe('twins', () => {
  const twin = (stage: '4' | '6' | '8', text: Partial<IdentityText> = {}): TrueRow => ({
    ...row(stage, { name: '张清扬', number: 'G990077201105146233', ...text }),
    pupil: PUPIL + 1,
  });

  it('are two pupils, each with their own three tests', () => {
    const found = statusOf([row('4'), row('6'), row('8'), twin('4'), twin('6'), twin('8')]);
    expect(new Set(found.slice(0, 3).map(({ person }) => person)).size).toBe(1);
    expect(new Set(found.slice(3).map(({ person }) => person)).size).toBe(1);
    expect(found[0]?.person).not.toBe(found[3]?.person);
  });

  it('are not made one where one left and the other’s number is missing', () => {
    const [elder, younger] = statusOf([row('4'), twin('6', { number: '' })]);
    expect(elder?.person).not.toBe(younger?.person);
  });

  it('of the same year stay two even with one number', () => {
    const found = statusOf([row('4'), row('4', { name: '张清扬' }), row('6')]);
    expect(found[0]?.person).not.toBe(found[1]?.person);
    expect(found[2]?.person).toBe(found[0]?.person);
  });
});

describe('a number of somebody else', () => {
  it('does not make two pupils one', () => {
    const [a, b] = statusOf([row('4'), row('6', { name: '司南', birthDate: '2010-11-30', sex: '2' })]);
    expect(a?.person).not.toBe(b?.person);
  });
});
