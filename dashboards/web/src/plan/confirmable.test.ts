import { PrescriptionRow } from '@tizhi/contracts';
import { expect, it } from 'vitest';
import { pupil } from '../samples/care-samples.ts';
import { withoutAnything, withoutCaution } from './confirmable.ts';

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const because = { text: { zh: '因为', en: 'because' }, source: 'synthetic', strength: 'low' };
const week = (n: number) => ({
  week: n,
  because,
  sessions: [
    {
      minutes: 20,
      drills: [
        {
          drill: 'high-knees',
          drillVersion: 1,
          because,
          dose: { sets: 2, amount: 8, per: 'seconds', restSeconds: 60 },
        },
      ],
    },
  ],
});
const PLAN = {
  kind: 'plan',
  subject: 'pupil-1',
  schoolYear: 2026,
  libraryVersion: '1',
  focus: [{ component: 'speed', item: 'run_50m', score: 70, gain: 1, because }],
  frequencyPerWeek: 3,
  intensity: {
    lowBpm: 120,
    highBpm: 150,
    maxBpm: 200,
    maxBasis: 'estimated',
    rpeLow: 4,
    rpeHigh: 6,
    because,
  },
  minutesPerSession: 20,
  weeks: [1, 2, 3, 4].map(week),
  explanation: [because],
  stopSigns: [{ zh: '头晕', en: 'dizzy' }],
};
const REFER = {
  kind: 'refer',
  subject: 'pupil-1',
  schoolYear: 2026,
  action: 'refer',
  answers: ['fainting'],
  because,
};
const row = (n: number, content: unknown, state: string) => {
  const stored = {
    prescription: uuid(n),
    content,
    madeAt: 1,
    state: state === 'confirmed' ? 'confirmed' : 'draft',
    confirmedBy: null,
    confirmedAt: null,
    startsOn: null,
  };
  return PrescriptionRow.parse({
    pupil: pupil(n),
    draft: content === null || state === 'confirmed' ? null : stored,
    plan: state === 'confirmed' ? stored : null,
    state,
    wallLabel: null,
  });
};

const ROWS = [row(1, PLAN, 'draft'), row(2, REFER, 'refer'), row(3, PLAN, 'confirmed'), row(4, null, 'none')];

it('only drafts of plans are confirmed together: never one that sends to a doctor first', () => {
  expect(withoutCaution(ROWS)).toEqual([uuid(1)]);
});

it('drafts are made for those who have neither draft nor plan', () => {
  expect(withoutAnything(ROWS)).toEqual(['pupil-4']);
});
