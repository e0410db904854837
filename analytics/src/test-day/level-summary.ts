import type { ClassId, Grade, LevelSummary, PupilDayView } from '@tizhi/contracts';

/** Numbers and shares of levels among these pupils. */
export function levelSummary(pupils: readonly PupilDayView[]): LevelSummary {
  throw new Error(`not built yet: ${pupils.length}`);
}

export interface LevelSummaries {
  readonly school: LevelSummary;
  readonly grades: readonly { readonly grade: Grade; readonly summary: LevelSummary }[];
  readonly classes: readonly { readonly class: ClassId; readonly summary: LevelSummary }[];
}

/** The school, each grade (1 to university) and each class (by id), as the national system lists them. */
export function levelSummaries(pupils: readonly PupilDayView[]): LevelSummaries {
  throw new Error(`not built yet: ${pupils.length}`);
}
