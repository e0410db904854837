import type { Strings } from './zh.ts';
import type { loadZh } from './zh-load.ts';

/** The texts of the lesson-load page in English. */
export const loadEn: Strings<typeof loadZh> = {
  title: 'Lesson load',
  link: 'Load',
  linkHint: 'Heart-rate zones, moderate-to-vigorous minutes, density, plan against actual',
  back: 'Back to the lesson',
  again: 'Update',
  soFar: 'goes on, until {{at}}',
  failed: 'The load of this lesson cannot be computed now',
  nobody: 'Nobody wore a device in this lesson.',
  facts: {
    heard: 'Pupils heard',
    heardHint: 'Pupils with a trusted heart rate for at least half of the lesson / pupils with a device',
    heardOf: '{{heard}} / {{worn}}',
    mean: 'Class mean',
    mvpa: 'Moderate to vigorous, mean',
    density: 'Group density (estimate)',
  },
  bpm: '{{bpm}} bpm',
  minutes: '{{minutes}} min',
  range: '{{low}}–{{high}}',
  zones: 'Minutes of the class in each heart-rate zone',
  perPupil: 'Mean of a pupil',
  zoneMinutes: 'Zone {{zone}} {{name}}: {{minutes}} min',
  unknownMinutes: 'Not heard: {{minutes}} min',
  unknown: 'not heard',
  plan: {
    title: 'Plan against actual',
    measure: {
      lesson_minutes: 'Length (min)',
      class_mean_bpm: 'Class mean (bpm)',
      group_density: 'Group density',
      individual_density: 'Pupils with an own density of 50 %',
    },
    planned: 'Plan',
    actual: 'Actual',
    atLeast: '≥ {{low}}',
    all: 'all',
    verdict: { within: 'as planned', below: 'below', above: 'above', unknown: 'cannot be said yet' },
    source: {
      timetable: 'timetable',
      curriculum_2022: 'recommendation of the 2022 PE curriculum',
    },
    confidence: { high: 'sure', moderate: 'fairly sure', low: 'low confidence, for orientation' },
  },
  pupils: {
    title: 'Each pupil',
    order: 'In seat order: no ranking.',
    pupil: 'Pupil',
    guest: 'guest',
    noDevice: 'no device',
    max: 'Maximum',
    maxEstimated: 'est. {{bpm}}',
    maxEstimatedHint: 'Estimated as 208 − 0.7 × age; people differ by 10–12 bpm',
    maxMeasuredHint: 'Measured maximum heart rate',
    mean: 'Mean',
    mvpa: 'MVPA',
    density: 'Density',
    trimp: 'TRIMP',
    coverage: 'Heard',
    bar: 'Heart-rate zones of {{name}}: {{zones}}',
    short: '{{minutes}} min',
  },
  notes: {
    title: 'Where these numbers come from',
    zones:
      'Zones go by each pupil\'s own maximum: measured where there is one, else an estimate marked "est.".',
    gaps: 'Time between two trusted heart rates more than 5 s apart is "not heard": never filled in.',
    mvpa: 'Moderate to vigorous: from 64 % of maximum (ACSM 2011, adults; no bound is agreed upon in children).',
    density:
      'Density is estimated from heart rate (from 60 % of maximum counts as moving; the range is 65 % and 55 %). The heart answers late: no stand-in for a stopwatch.',
    trimp:
      "TRIMP is Banister's training impulse. Its constants come from adults and the resting rate is the median of the age: compare a pupil only with herself.",
    plan: '140–160 bpm is the average of a class over a lesson: no ceiling, and no aim for one pupil.',
  },
};
