import type { ClassId, SubjectId } from '@tizhi/contracts';
import type { Pupil, SchoolClass } from './record-store.ts';

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
