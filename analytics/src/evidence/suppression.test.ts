import { type EvidenceReport, GRADES, type GroupReport, SEXES, SMALLEST_GROUP } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attacker, certain, type Equation } from './attacker.fixture.ts';
import { type CompleteTest, completeTest, type EvidenceTest } from './complete-test.ts';
import { type SyntheticClass, syntheticTests } from './evidence.fixture.ts';
import { evidenceReport } from './evidence-report.ts';
import { levelsOf, type Measure } from './level-counts.ts';

const YEAR = 2025;

/** Sizes about the limit, where hiding matters: empty, small, just large enough, usual. */
const anySize = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  fc.integer({ min: 5, max: 14 }),
  fc.integer({ min: 15, max: 28 }),
);
const anyClass = fc.record({ boys: anySize, girls: anySize, shift: fc.integer({ min: -8, max: 12 }) });
const anySchool = fc
  .record({
    grades: fc.uniqueArray(fc.constantFrom(...(['4', '6', '8', '9'] as const)), {
      minLength: 1,
      maxLength: 4,
    }),
    classes: fc.array(fc.array(anyClass, { minLength: 1, maxLength: 4 }), { minLength: 4, maxLength: 4 }),
    seed: fc.integer({ min: 0, max: 1e9 }),
  })
  .map(({ grades, classes, seed }) => {
    const all = grades.flatMap((grade, g): SyntheticClass[] =>
      (classes[g] ?? []).map(({ boys, girls, shift }, c) => ({
        class: `c${grade}-${c + 1}`,
        grade,
        boys,
        girls,
        shift: shift / 10,
      })),
    );
    return { schoolYear: YEAR, seed, classes: all };
  });

const isSmall = (count: number) => count > 0 && count < SMALLEST_GROUP;
const subsets = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: 2 ** all.length }, (_, chosen) => all.filter((_, at) => (chosen >> at) % 2 === 1));

/**
 * The people of a school cut into the finest cells that a report could tell of. The attacker knows which classes
 * there are, and which have one sex only; `finer`: names of finer cells, of which he knows nothing.
 */
function cellsOf(
  tests: readonly EvidenceTest[],
  finer: {
    readonly all: (test: CompleteTest) => readonly string[];
    readonly of: (test: CompleteTest) => string;
  },
) {
  const complete = tests.flatMap((each) => completeTest(each) ?? []);
  const place = ({ grade, class: own, sex }: CompleteTest) => `${grade}/${own}/${sex}`;
  const kind = (each: CompleteTest) => `${place(each)}/${finer.of(each)}`;
  const names = [
    ...new Set(complete.flatMap((each) => finer.all(each).map((cell) => `${place(each)}/${cell}`))),
  ];
  const counts = names.map((name) => complete.filter((each) => kind(each) === name).length);
  const where = (pick: (name: string) => boolean) => names.flatMap((name, at) => (pick(name) ? [at] : []));
  return {
    names,
    where,
    size: (of: readonly number[]) => of.reduce((sum, at) => sum + (counts[at] ?? 0), 0),
  };
}
const matches = (group: GroupReport['group'], name: string): boolean => {
  const [grade, own, sex] = name.split('/');
  return (group.grade ?? grade) === grade && (group.class ?? own) === own && (group.sex ?? sex) === sex;
};

function groupAttack(tests: readonly EvidenceTest[], report: EvidenceReport) {
  const cells = cellsOf(tests, { all: () => [''], of: () => '' });
  const equations: Equation[] = report.groups.flatMap(({ group, pupils }) =>
    pupils === null ? [] : [{ of: cells.where((name) => matches(group, name)), is: pupils }],
  );
  return { cells, equations, known: attacker(equations, cells.names.length) };
}

/** Schools that told of a class or a grade of one girl: girls by themselves beside her, boys by themselves. */
const ONE_SEX: readonly SyntheticClass[][] = [
  [
    ['4', 15, 15],
    ['6', 0, 16],
    ['6', 0, 1],
    ['6', 15, 0],
  ],
  [
    ['4', 15, 15],
    ['6', 0, 16],
    ['8', 0, 1],
    ['9', 15, 0],
  ],
  [
    ['4', 15, 0],
    ['9', 5, 7],
    ['9', 5, 3],
    ['8', 5, 0],
    ['8', 0, 15],
  ],
].map((classes) =>
  classes.map(([grade, boys, girls], at) => ({
    class: `c${at}`,
    grade: grade as SyntheticClass['grade'],
    boys: Number(boys),
    girls: Number(girls),
    shift: 0,
  })),
);

describe('who adds and subtracts everything in a report', () => {
  test('learns no number of pupils and no mean of a class, of classes together, or of a sex in them, below ten', () => {
    fc.assert(
      fc.property(anySchool, (school) => {
        const tests = syntheticTests(school);
        const report = evidenceReport({ tests });
        const { cells, equations, known } = groupAttack(tests, report);
        const sure = certain(equations, cells.names.length);
        const parts = (name: string) => name.split('/');
        for (const grade of GRADES) {
          const classes = [
            ...new Set(cells.names.filter((n) => parts(n)[0] === grade).map((n) => parts(n)[1])),
          ];
          for (const some of subsets(classes))
            for (const sexes of [['male'], ['female'], SEXES]) {
              const of = cells.where((name) => {
                const [g, own, sex] = parts(name);
                return g === grade && some.includes(own) && (sexes as string[]).includes(sex ?? '');
              });
              if (!isSmall(cells.size(of))) continue;
              expect(known.follows(of), `${cells.size(of)} pupils of ${some.join()}`).toBe(false);
              expect(of.every((at) => sure[at])).toBe(false);
            }
        }
        for (const some of subsets([...new Set(cells.names.map((n) => parts(n)[0]))]))
          for (const sexes of [['male'], ['female'], SEXES]) {
            const of = cells.where(
              (n) => some.includes(parts(n)[0]) && (sexes as string[]).includes(parts(n)[2] ?? ''),
            );
            if (isSmall(cells.size(of))) expect(known.follows(of)).toBe(false);
          }
      }),
      { numRuns: 300, examples: ONE_SEX.map((classes) => [{ schoolYear: YEAR, seed: 0, classes }]) },
    );
  });

  test('learns no number of pupils at a level, or at several, below ten', () => {
    fc.assert(
      fc.property(anySchool, (school) => {
        const tests = syntheticTests(school);
        const report = evidenceReport({ tests });
        for (const measure of ['total', 'bmi', 'run_50m', 'sit_up_1min', 'rope_skip_1min'] as const)
          attackLevels({ tests, report, measure });
      }),
      { numRuns: 60 },
    );
  });

  test('learns the sizes that are told, so that the attack is one', () => {
    const tests = syntheticTests({
      schoolYear: YEAR,
      seed: 1,
      classes: [1, 2, 3].map((n) => ({ class: `c4-${n}`, grade: '4', boys: 20, girls: 20, shift: 0 })),
    });
    const { cells, known } = groupAttack(tests, evidenceReport({ tests }));
    expect(known.follows(cells.where((name) => name === '4/c4-2/male/'))).toBe(true);
  });
});

function attackLevels({
  tests,
  report,
  measure,
}: {
  readonly tests: readonly EvidenceTest[];
  readonly report: EvidenceReport;
  readonly measure: Measure;
}): void {
  const levelOf = (each: CompleteTest) => (measure === 'total' ? each.level : each.items.get(measure)?.level);
  const cells = cellsOf(tests, {
    // Who does not do an item has no level of it, and everybody knows that.
    all: (each) => (levelOf(each) === undefined ? ['none'] : levelsOf(measure)),
    of: (each) => levelOf(each) ?? 'none',
  });
  const equations: Equation[] = report.groups.flatMap(({ group, pupils, levels, items }) => {
    const counts = measure === 'total' ? levels : items.find(({ item }) => item === measure)?.levels;
    const own = (level?: string) =>
      cells.where((name) => matches(group, name) && (level === undefined || name.endsWith(`/${level}`)));
    const told = Object.entries(counts ?? {}).flatMap(([level, is]) =>
      typeof is === 'number' ? [{ of: own(level), is }] : [],
    );
    return [...(pupils === null ? [] : [{ of: own(), is: pupils }]), ...told];
  });
  for (const { is } of equations) expect(isSmall(is)).toBe(false);
  const known = attacker(equations, cells.names.length);
  const sure = certain(equations, cells.names.length);
  const groups = report.groups.map(({ group }) => group);
  for (const group of groups)
    for (const some of subsets(levelsOf(measure))) {
      const of = cells.where(
        (name) => matches(group, name) && (some as string[]).includes(name.split('/')[3] ?? ''),
      );
      if (!isSmall(cells.size(of))) continue;
      expect(known.follows(of), `${cells.size(of)} at ${some.join()} of ${JSON.stringify(group)}`).toBe(
        false,
      );
      expect(of.every((at) => sure[at])).toBe(false);
    }
}
