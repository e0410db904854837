import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type ClassId, type SubjectId, TizhiError } from '@tizhi/contracts';
import type { Pupil, SchoolClass } from './record-store.ts';
import type { Change, ImportedClass, ImportedPupil, RosterImport } from './roster-store.ts';

/** What the school has before the import. */
export interface Roster {
  readonly classes: readonly SchoolClass[];
  readonly pupils: readonly Pupil[];
}
/** What each class and pupil of the file becomes, in the file's order. */
export interface PlannedImport {
  readonly classes: readonly { readonly to: SchoolClass; readonly change: Change }[];
  readonly pupils: readonly PlannedPupil[];
}
interface PlannedPupil {
  readonly to: Pupil;
  readonly change: Change;
  readonly movedFrom: ClassId | null;
}

/** Matches a file with what is there; see {@link RosterImport}. Throws `TIZHI_REQUEST_INVALID` for one it cannot mean. */
export function planImport(before: Roster, file: RosterImport): PlannedImport {
  const { school } = file.school;
  const classes = file.classes.map((one) => {
    const known = findClass(before.classes, one);
    const code = one.nationalCode ?? known?.nationalCode;
    const to: SchoolClass = {
      class: known?.class ?? one.class ?? (newId('class') as ClassId),
      school,
      name: one.name,
      grade: one.grade,
      ...(code === undefined ? {} : { nationalCode: code }),
    };
    return { to, change: changeOf(known, to) };
  });
  refuseTwice(
    'class',
    classes.map(({ to }) => to.class),
  );
  const bySubject = new Map(before.pupils.map((pupil) => [pupil.subject, pupil]));
  const byNumber = new Map(before.pupils.map((pupil) => [pupil.studentNumber.trim(), pupil]));
  const nextSeat = seatGiver(before.pupils, file);
  refuseTwice(
    'pupil',
    file.pupils.map(({ studentNumber }) => studentNumber.trim()),
  );
  const pupils = file.pupils.map((one) => {
    const inClass = classes[one.inClass]?.to.class;
    if (inClass === undefined) throw refused(`a pupil is in class number ${one.inClass}, which is not there`);
    const known = one.subject === null ? byNumber.get(one.studentNumber.trim()) : bySubject.get(one.subject);
    const to = mergePupil({ one, known, inClass, school, nextSeat });
    const movedFrom = known !== undefined && known.class !== to.class ? known.class : null;
    return { to, change: changeOf(known, to), movedFrom };
  });
  refuseTwice(
    'pupil',
    pupils.map(({ to }) => to.subject),
  );
  return { classes, pupils };
}

function findClass(classes: readonly SchoolClass[], one: ImportedClass): SchoolClass | undefined {
  if (one.class !== null) return classes.find((known) => known.class === one.class);
  const byCode = classes.find(
    (known) => known.nationalCode !== undefined && known.nationalCode === one.nationalCode,
  );
  return byCode ?? classes.find((known) => known.grade === one.grade && known.name === one.name);
}

function mergePupil(from: {
  readonly one: ImportedPupil;
  readonly known: Pupil | undefined;
  readonly inClass: ClassId;
  readonly school: Pupil['school'];
  readonly nextSeat: (inClass: ClassId) => number;
}): Pupil {
  const { one, known, inClass, school, nextSeat } = from;
  const registry = one.registry ?? known?.registry;
  return {
    subject: known?.subject ?? one.subject ?? (newId('pupil') as SubjectId),
    school,
    class: inClass,
    seat: one.seat ?? (known?.class === inClass ? known.seat : nextSeat(inClass)),
    tag: one.tag === undefined ? (known?.tag ?? null) : one.tag,
    sex: one.sex,
    birthDate: one.birthDate,
    measuredMaxBpm: one.measuredMaxBpm === undefined ? (known?.measuredMaxBpm ?? null) : one.measuredMaxBpm,
    name: one.name,
    studentNumber: one.studentNumber.trim(),
    ...(registry === undefined ? {} : { registry }),
  };
}

/** Seats behind everybody who is in a class or whom the file gives a seat. */
function seatGiver(pupils: readonly Pupil[], file: RosterImport): (inClass: ClassId) => number {
  const highest = file.pupils.reduce((so, { seat }) => Math.max(so, seat ?? 0), 0);
  const taken = new Map<ClassId, number>();
  for (const { class: of, seat } of pupils) taken.set(of, Math.max(taken.get(of) ?? highest, seat));
  return (inClass) => {
    const seat = (taken.get(inClass) ?? highest) + 1;
    taken.set(inClass, seat);
    return seat;
  };
}

const changeOf = <T>(known: T | undefined, to: T): Change =>
  known === undefined ? 'added' : isDeepStrictEqual(known, to) ? 'same' : 'changed';

/** Random, because an id goes into topics and file names and must say nothing about the pupil. */
const newId = (prefix: 'class' | 'pupil'): string => `${prefix}-${randomBytes(8).toString('hex')}`;

/** Says the places, never what is there: a student number must not come into a log. */
function refuseTwice(what: string, ids: readonly string[]): void {
  const places = new Map<string, number>();
  for (const [place, id] of ids.entries()) {
    const first = places.get(id);
    if (first !== undefined)
      throw refused(`${what} ${first + 1} and ${what} ${place + 1} of the file are the same`);
    places.set(id, place);
  }
}

export const refused = (problem: string): TizhiError => new TizhiError('TIZHI_REQUEST_INVALID', { problem });
