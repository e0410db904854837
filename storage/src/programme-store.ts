import type { Programme, SchoolId } from '@tizhi/contracts';

/** Programmes that classes of a school had: of classes, never of pupils. */
export interface ProgrammeRecords {
  /** Inserts the programme, or replaces the one with its id. */
  save(school: SchoolId, programme: Programme): Promise<void>;
  /** By first day, then id. */
  list(school: SchoolId): Promise<Programme[]>;
  /** False: there was none. */
  remove(school: SchoolId, programme: string): Promise<boolean>;
}

/** The table of {@link ProgrammeRecords}; `body` is JSON of the contract `Programme`. */
export interface ProgrammeTables {
  readonly programme: { programme: string; school: SchoolId; body: string };
}
