import {
  type DrillFigure,
  type PupilHead,
  StoryResponse,
  WallResponse,
  type Warning,
  type WarningInbox,
  WarningView,
} from '@tizhi/contracts';

/** Synthetic messages of the inbox, the story and the wall; each is parsed with its schema. */

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const pupil = (n: number): PupilHead =>
  ({
    subject: `pupil-${n}`,
    name: `虚构${n}`,
    seat: n,
    class: `class-${1 + (n % 2)}`,
    className: `虚构${1 + (n % 2)}班`,
    grade: '8',
    sex: 'female',
  }) as PupilHead;

/** `n` minutes after the epoch it was found; nobody has taken it on. */
export const warningView = (
  n: number,
  {
    severity = 'warning',
    ...changes
  }: Partial<Warning> & { readonly severity?: 'info' | 'warning' | 'critical' } = {},
): WarningView =>
  WarningView.parse({
    warning: {
      warning: uuid(n),
      finding: {
        rule: 'total-fell',
        ruleVersion: 1,
        subject: `pupil-${n}`,
        schoolYear: 2025,
        severity,
        shownAs: 'alarm',
        evidence: {
          measure: 'total',
          unit: '',
          points: [
            { schoolYear: 2021, grade: '4', value: 82, low: null, high: null, kind: 'measured' },
            { schoolYear: 2023, grade: '6', value: 71, low: null, high: null, kind: 'measured' },
            { schoolYear: 2025, grade: '8', value: 58, low: 50, high: 66, kind: 'forecast' },
          ],
          line: 60,
          text: { zh: '总分下降了 11 分。', en: 'The total fell by 11.' },
        },
      },
      openedAt: 60_000 * n,
      state: 'open',
      owner: null,
      escalatedAt: null,
      goneAt: null,
      entries: [],
      ...changes,
    },
    rule: {
      id: 'total-fell',
      version: 1,
      title: { zh: '总分明显下降', en: 'Total fell' },
      condition: { kind: 'total_fell', pointsAtLeast: 10 },
      severity,
      sees: ['nurse', 'teacher'],
      nextStep: { zh: '和学生谈一谈。', en: 'Talk to the pupil.' },
      source: 'synthetic',
      strength: 'moderate',
      shownAs: 'alarm',
      precision: 0.8,
    },
    pupil: pupil(n),
    ownerName: null,
    dueAt: null,
  });

export const PEOPLE: WarningInbox['people'] = [
  { account: 'nurse-1', name: '虚构校医', role: 'nurse' },
  { account: 'teacher-1', name: '虚构老师', role: 'teacher' },
] as WarningInbox['people'];

const FIGURE: DrillFigure = {
  frames: [{ ms: 500, joints: Array.from({ length: 11 }, (_, n): [number, number] => [50, 5 + 8 * n]) }],
};

/** One drill for each group of labels. */
export const wallResponse = (groups: readonly (readonly string[])[]): WallResponse =>
  WallResponse.parse({
    serverAt: 1_000_000,
    title: '虚构角落',
    demo: true,
    day: '2026-11-30',
    drills: groups.map((_, n) => ({
      id: `drill-${n}`,
      name: { zh: `练习${n}`, en: `Drill ${n}` },
      cue: { zh: '轻轻落地', en: 'Land softly' },
      figure: FIGURE,
    })),
    groups: groups.map((labels, n) => ({
      drill: `drill-${n}`,
      doses: [{ labels, dose: { sets: 3, amount: 10, per: 'repetitions', restSeconds: 60 } }],
    })),
  });

const standing = (item: string, value: number | null, percentile: number | null) => ({
  item,
  value,
  display: value === null ? '-' : String(value),
  score: value === null ? null : 74,
  level: value === null ? null : 'pass',
  percentile,
  z: null,
});

/** Grades 4 and 6 were tested, grade 8 is ahead. */
export const story = (changes: Partial<StoryResponse['trajectory']> = {}): StoryResponse =>
  StoryResponse.parse({
    pupil: pupil(1),
    tests: [],
    trajectory: {
      subject: 'pupil-1',
      reference: 'synthetic-1',
      tests: [
        {
          schoolYear: 2021,
          grade: '4',
          items: [
            standing('bmi', 17, null),
            standing('run_50m', 9.8, 40),
            standing('sit_and_reach', null, null),
          ],
          total: 71,
          level: 'pass',
          points: null,
        },
        {
          schoolYear: 2023,
          grade: '6',
          items: [
            standing('bmi', 18, null),
            standing('run_50m', 8.9, 55),
            standing('sit_and_reach', null, null),
          ],
          total: 76,
          level: 'pass',
          points: null,
        },
      ],
      changes: [
        {
          item: 'run_50m',
          fromGrade: '4',
          toGrade: '6',
          change: { value: 0.4, low: 0.1, high: 0.7, level: 90 },
          direction: 'better',
        },
      ],
      screening: [],
      forecast: {
        model: 'synthetic-1',
        toGrade: '8',
        from: ['4', '6'],
        total: { value: 78, low: 70, high: 86, level: 90 },
        failChance: 0.02,
        goodChance: 0.35,
        items: [{ item: 'run_50m', value: { value: 8.4, low: 8, high: 8.8, level: 90 } }],
      },
      ...changes,
    },
    whatIf: null,
    warnings: [],
    rules: [],
    draft: null,
    plan: null,
    sessions: [],
    drills: [],
    answers: null,
  });
