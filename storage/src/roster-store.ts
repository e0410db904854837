import type { ClassId, Grade, SchoolId, Sex, SubjectId } from '@tizhi/contracts';

/** A pupil as the school knows her. Name and student number are decrypted on the way out. */
export interface Pupil {
  readonly subject: SubjectId;
  readonly school: SchoolId;
  readonly class: ClassId;
  readonly seat: number;
  readonly tag: string | null;
  readonly sex: Sex;
  /** ISO date, such as 2014-09-01. */
  readonly birthDate: string;
  /** Measured maximum heart rate, bpm; `null`: estimate it from age. */
  readonly measuredMaxBpm: number | null;
  readonly name: string;
  readonly studentNumber: string;
  /** Further columns of the national roster (民族代码, 家庭住址, ...) under the file's own keys; sealed like the name. */
  readonly registry?: Readonly<Record<string, string>>;
}
export interface SchoolClass {
  readonly class: ClassId;
  readonly school: SchoolId;
  readonly name: string;
  readonly grade: Grade;
  /** The class's number in the national system (班级编号), where it is known. */
  readonly nationalCode?: string;
}

export interface RosterRecords {
  /** Inserts or replaces; each pupil's identity is encrypted with that pupil's own key. */
  save(
    school: { readonly school: SchoolId; readonly name: string },
    classes: readonly SchoolClass[],
    pupils: readonly Pupil[],
  ): Promise<void>;
  /**
   * Takes over a file in one transaction, and tells what it changed. Classes and pupils that are not in the file
   * stay as they are. Throws, having changed nothing, where a class or subject it names belongs to another school.
   */
  import(file: RosterImport): Promise<RosterChange>;
  /** Finds a pupil by a keyed hash of the student number, without decrypting anybody. Spaces around it do not count. */
  byStudentNumber(school: SchoolId, studentNumber: string): Promise<SubjectId | undefined>;
  school(school: SchoolId): Promise<{ readonly school: SchoolId; readonly name: string } | undefined>;
  /** Ids of all schools in these records, in order. */
  schools(): Promise<SchoolId[]>;
  classes(school: SchoolId): Promise<SchoolClass[]>;
  /** In seat order. A pupil whose key was erased is not among them. */
  pupils(school: SchoolId, inClass?: ClassId): Promise<Pupil[]>;
  /**
   * Destroys the pupil's key: name and number can never be read again. Card, bibs, and the reasons and texts that
   * people wrote on her are taken out of attempts and decisions. The measurements stay, nameless; what was
   * concluded from them, and what a person was told or asked (`CareRecords`), goes too.
   */
  erase(subject: SubjectId): Promise<void>;
}

/** A class of a file. `class: null`: the school's class of the same national code, else of the same grade and name, else a new one. */
export interface ImportedClass extends Pick<SchoolClass, 'name' | 'grade' | 'nationalCode'> {
  readonly class: ClassId | null;
}

/** A pupil of a file. `subject: null`: the school's pupil of the same student number, else a new one. */
export interface ImportedPupil
  extends Pick<Pupil, 'sex' | 'birthDate' | 'name' | 'studentNumber' | 'registry'> {
  readonly subject: SubjectId | null;
  /** Place of her class in the import's `classes`. */
  readonly inClass: number;
  /** Left out: as it was; where there is none yet, the next seat of the class, no tag, no measured maximum. */
  readonly seat?: number;
  readonly tag?: string | null;
  readonly measuredMaxBpm?: number | null;
}

export interface RosterImport {
  readonly school: { readonly school: Pupil['school']; readonly name: string };
  readonly classes: readonly ImportedClass[];
  readonly pupils: readonly ImportedPupil[];
  /** Tells what would happen and changes nothing. */
  readonly preview?: boolean;
}

/** What became of each class and pupil, in the order given. Ids of new ones in a preview are not final. */
export interface RosterChange {
  readonly classes: readonly { readonly class: ClassId; readonly change: Change }[];
  readonly pupils: readonly {
    readonly subject: SubjectId;
    readonly change: Change;
    /** The class she was in, where it is another now. */
    readonly movedFrom: ClassId | null;
  }[];
}
export type Change = 'added' | 'changed' | 'same';
