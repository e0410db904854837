import { GRADES, type ItemKey, type PupilDayView, type SubjectId } from '@tizhi/contracts';
import type { MissingState } from '../item-cell.ts';
import { type KnownClass, type KnownPupil, REGISTRY } from '../roster/match-roster.ts';
import type { ExportPupil } from './national-export.ts';

export interface PupilToExport {
  readonly subject: SubjectId;
  readonly class: KnownClass['class'];
  readonly seat: number;
  readonly row: ExportPupil;
}

/**
 * The rows of the national file from the views of one or more test days, the earliest first: per item the result
 * of the latest day that has one (a make-up day follows its regular one), else the latest reason why there is
 * none. Pupils stand by grade, class and seat.
 */
export function pupilsOfDays(from: {
  readonly classes: readonly KnownClass[];
  readonly pupils: readonly KnownPupil[];
  readonly days: readonly (readonly PupilDayView[])[];
}): readonly PupilToExport[] {
  const views = Map.groupBy(from.days.flat(), ({ subject }) => subject);
  return from.classes.toSorted(byGradeAndName).flatMap((own) =>
    from.pupils
      .filter((pupil) => pupil.class === own.class)
      .toSorted((a, b) => a.seat - b.seat)
      .map(({ subject, seat, registry, ...person }) => ({
        subject,
        class: own.class,
        seat,
        row: {
          grade: own.grade,
          gradeCode: registry?.[REGISTRY.gradeCode] ?? null,
          classCode: own.nationalCode ?? null,
          className: own.name,
          studentNumber: person.studentNumber,
          nationality: registry?.[REGISTRY.nationality] ?? null,
          name: person.name,
          sex: person.sex,
          birthDate: person.birthDate,
          address: registry?.[REGISTRY.address] ?? null,
          ...resultsOf(views.get(subject) ?? []),
          vision: null,
        },
      })),
  );
}

const orderOf = ({ nationalCode, name }: KnownClass): string => `${nationalCode ?? ''} ${name}`;
const byGradeAndName = (a: KnownClass, b: KnownClass): number =>
  GRADES.indexOf(a.grade) - GRADES.indexOf(b.grade) ||
  orderOf(a).localeCompare(orderOf(b), 'zh', { numeric: true });

function resultsOf(views: readonly PupilDayView[]): Pick<ExportPupil, 'values' | 'states'> {
  const values: { [item in ItemKey]?: number } = {};
  const states: { [item in ItemKey]?: MissingState } = {};
  for (const { item, state, value } of views.flatMap(({ results }) => results)) {
    if (state === 'done') {
      if (value !== null) values[item] = value;
    } else if (state !== 'due') states[item] = state;
  }
  for (const item of Object.keys(values) as ItemKey[]) delete states[item];
  return { values, states };
}
