import type { ItemKey, SubjectId, TestDayDecision, TestDayPupilView, TestDayView } from '@tizhi/contracts';
import { createContext, useContext } from 'react';
import type { Waiting } from './unsent.ts';

/** A pupil's item that the drawer shows. */
export interface Place {
  readonly subject: SubjectId;
  readonly item: ItemKey;
}

/** What every part of a test day's page works with. */
export interface DayContextValue {
  readonly view: TestDayView;
  readonly pupils: ReadonlyMap<SubjectId, TestDayPupilView>;
  readonly waiting: Waiting;
  /** The person may decide, and the day is open. */
  readonly mayDecide: boolean;
  /** Height, weight and BMI are shown. */
  readonly bodiesShown: boolean;
  /** Keeps the decisions on this device and sends them until they are acknowledged. */
  readonly decide: (...decisions: readonly TestDayDecision[]) => void;
  /** Opens the drawer of a pupil's item. */
  readonly open: (place: Place) => void;
}

export const DayContext = createContext<DayContextValue | null>(null);

/** The test day of the page. Only below `TestDayPage`. */
export function useDay(): DayContextValue {
  const day = useContext(DayContext);
  if (day === null) throw new Error('useDay is used outside TestDayPage');
  return day;
}
