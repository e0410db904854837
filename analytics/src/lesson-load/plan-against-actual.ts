import type { ClassLoad, PlanLine } from '@tizhi/contracts';
import { CURRICULUM_2022 } from './constants.ts';

/** A lesson ends within this of its planned end, minutes, and keeps to its time. A convention of this project. */
const ON_TIME_MINUTES = 3;

type Planned = Omit<PlanLine, 'actual' | 'verdict'>;

/**
 * Plan against actual: the planned length, and what the curriculum recommends for a class. The class mean of the
 * curriculum is no aim for one child, so no line speaks of one. Lines without enough heard say `unknown`; so do all
 * of a lesson that goes on, for they speak of a whole one.
 */
export function planAgainstActual({
  group,
  plannedMinutes,
  actualMinutes,
  running,
}: {
  readonly group: ClassLoad;
  readonly plannedMinutes: number;
  readonly actualMinutes: number;
  readonly running: boolean;
}): PlanLine[] {
  const curriculum = { source: 'curriculum_2022', confidence: 'low' } as const;
  const { meanBpm, groupDensity, individualReached, heard } = group;
  const lines: readonly (readonly [Planned, number | null])[] = [
    [
      {
        measure: 'lesson_minutes',
        low: plannedMinutes - ON_TIME_MINUTES,
        high: plannedMinutes + ON_TIME_MINUTES,
        source: 'timetable',
        confidence: 'high',
      },
      actualMinutes,
    ],
    [{ measure: 'class_mean_bpm', ...CURRICULUM_2022.meanBpm, ...curriculum }, meanBpm],
    [
      { measure: 'group_density', low: CURRICULUM_2022.groupDensity, high: null, ...curriculum },
      groupDensity?.share ?? null,
    ],
    [
      // Of every child: the share of those heard who reach it.
      { measure: 'individual_density', low: 1, high: null, ...curriculum },
      heard === 0 ? null : individualReached / heard,
    ],
  ];
  return lines.map(([planned, actual]) => ({
    ...planned,
    actual,
    verdict: running || actual === null ? 'unknown' : verdictOf(actual, planned),
  }));
}

function verdictOf(actual: number, { low, high }: Planned): PlanLine['verdict'] {
  if (low !== null && actual < low) return 'below';
  return high !== null && actual > high ? 'above' : 'within';
}
