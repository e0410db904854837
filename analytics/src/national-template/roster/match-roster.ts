import type { ClassId, Grade, Sex, SubjectId } from '@tizhi/contracts';
import type { RosterClass, RosterPupil, RosterReading } from './roster.ts';
import { type RosterError, rosterPlaceError } from './roster-error.ts';

/** A class that the school has. */
export interface KnownClass {
  readonly class: ClassId;
  readonly name: string;
  readonly grade: Grade;
  readonly nationalCode?: string;
}
/** A pupil whom the school has. */
export interface KnownPupil {
  readonly subject: SubjectId;
  readonly class: ClassId;
  readonly seat: number;
  readonly tag: string | null;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly name: string;
  readonly studentNumber: string;
  readonly registry?: Readonly<Record<string, string>>;
}

/** What a file says of a class and a pupil, in the shape in which the record store takes a roster over. */
export interface MatchedClass {
  /** The school's class, or a new id. */
  readonly class: ClassId;
  readonly name: string;
  readonly grade: Grade;
  readonly nationalCode?: string;
}
export interface MatchedPupil {
  /** `null`: a new pupil. */
  readonly subject: SubjectId | null;
  /** Place in `classes`. */
  readonly inClass: number;
  readonly seat: number;
  /** Left out where the file has no such column: it stays as it is. */
  readonly tag?: string | null;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly name: string;
  readonly studentNumber: string;
  readonly registry: Readonly<Record<string, string>>;
}

export interface MatchedRoster {
  readonly classes: readonly MatchedClass[];
  /** In the order of the reading's pupils. */
  readonly pupils: readonly MatchedPupil[];
  /** Pupils of the file's classes whom the file does not name. */
  readonly notInFile: readonly SubjectId[];
  /** New pupils with the name and birth date of a known one: a student number was corrected, perhaps. */
  readonly warnings: readonly RosterError[];
}

/**
 * Matches a roster with what the school has: pupils by their student number, classes by grade and national code,
 * else grade and name, else (a class that moved up) a code that is the class's own. `newClass` gives ids that say
 * nothing about the class. Meant for a reading without errors. Pure.
 */
export function matchRoster(
  { classes, pupils }: Pick<RosterReading, 'classes' | 'pupils'>,
  known: { readonly classes: readonly KnownClass[]; readonly pupils: readonly KnownPupil[] },
  newClass: () => ClassId,
): MatchedRoster {
  const matched = matchClasses(classes, known.classes, newClass);
  const places = new Map(classes.map(({ key }, index) => [key, index] as const));
  const gradeCodes = new Map(
    classes.map(({ key, grade, gradeCode }) => [key, grade.startsWith('u') ? gradeCode : null]),
  );
  const byNumber = new Map(known.pupils.map((pupil) => [pupil.studentNumber.toUpperCase(), pupil]));
  const named = new Set<SubjectId>();
  const result = pupils.map((pupil): MatchedPupil => {
    const before = byNumber.get(pupil.studentNumber);
    if (before !== undefined) named.add(before.subject);
    const { seat, tag, sex, birthDate, name, studentNumber } = pupil;
    return {
      subject: before?.subject ?? null,
      inClass: places.get(pupil.class) ?? -1,
      seat,
      ...(tag === undefined ? {} : { tag }),
      ...{ sex, birthDate, name, studentNumber },
      registry: registryOf(pupil, { before, gradeCode: gradeCodes.get(pupil.class) ?? null }),
    };
  });
  const inFile = new Set(matched.map((each) => each.class));
  const absent = known.pupils.filter((pupil) => inFile.has(pupil.class) && !named.has(pupil.subject));
  return {
    classes: matched,
    pupils: result,
    notInFile: absent.map(({ subject }) => subject),
    warnings: namesakes(pupils, { known: known.pupils, byNumber }),
  };
}

/** A code shorter than this only counts the classes of a grade (1, 2, 03). */
const OWN_CODE_LENGTH = 4;

/** Each known class is taken once; the surest match goes first. */
function matchClasses(
  classes: readonly RosterClass[],
  known: readonly KnownClass[],
  newClass: () => ClassId,
): MatchedClass[] {
  const taken = new Map<RosterClass, KnownClass>();
  const free = new Set(known);
  const ways: ((own: RosterClass, other: KnownClass) => boolean)[] = [
    (own, other) => own.grade === other.grade && own.code !== null && own.code === other.nationalCode,
    (own, other) => own.grade === other.grade && own.name === other.name && codesAgree(own, other),
    (own, other) => (own.code?.length ?? 0) >= OWN_CODE_LENGTH && own.code === other.nationalCode,
  ];
  for (const isSame of ways)
    for (const own of classes) {
      const other = taken.has(own) ? undefined : [...free].find((each) => isSame(own, each));
      if (other === undefined) continue;
      taken.set(own, other);
      free.delete(other);
    }
  return classes.map((own) => {
    const before = taken.get(own);
    const code = own.code ?? before?.nationalCode;
    return {
      class: before?.class ?? newClass(),
      name: own.name,
      grade: own.grade,
      ...(code === undefined ? {} : { nationalCode: code }),
    };
  });
}

const codesAgree = (own: RosterClass, other: KnownClass): boolean =>
  own.code === null || other.nationalCode === undefined || own.code === other.nationalCode;

/** Keys of a pupil's registry, kept with the name under the pupil's own key. */
export const REGISTRY = { nationality: 'nationality', address: 'address', gradeCode: 'gradeCode' } as const;

/** What the file does not say stays as it was. */
function registryOf(
  { nationality, address }: RosterPupil,
  { before, gradeCode }: { readonly before: KnownPupil | undefined; readonly gradeCode: string | null },
): Readonly<Record<string, string>> {
  const said = {
    [REGISTRY.nationality]: nationality,
    [REGISTRY.address]: address,
    [REGISTRY.gradeCode]: gradeCode,
  };
  return {
    ...before?.registry,
    ...Object.fromEntries(
      Object.entries(said).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
    ),
  };
}

function namesakes(
  pupils: readonly RosterPupil[],
  of: { readonly known: readonly KnownPupil[]; readonly byNumber: ReadonlyMap<string, KnownPupil> },
): readonly RosterError[] {
  const keyOf = ({ name, birthDate }: Pick<KnownPupil, 'name' | 'birthDate'>) => `${name} ${birthDate}`;
  const known = new Set(of.known.map(keyOf));
  return pupils
    .filter((pupil) => !of.byNumber.has(pupil.studentNumber) && known.has(keyOf(pupil)))
    .map(({ sheet, row, cell }) => rosterPlaceError({ sheet, row, cell, ...NAMESAKE }));
}

const NAMESAKE = {
  problem: {
    zh: '系统中有同名且同一天出生、但学籍号不同的学生（可能是学籍号改了）',
    en: 'the school has a pupil of this name and birth date with another student number (a corrected number?)',
  },
  allowed: { zh: '核对后可照常导入', en: 'as it is, once somebody has looked' },
} as const;
