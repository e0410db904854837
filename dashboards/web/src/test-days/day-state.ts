import type { SubjectId, TestDayEvent, TestDayPupilView, TestDayView } from '@tizhi/contracts';

/** What an event does to the view that the page holds. `stale`: the page reads the whole view again. */
export function applyEvent(
  view: TestDayView,
  event: TestDayEvent,
): { readonly view: TestDayView; readonly stale: boolean } {
  if (event.reset) return { view, stale: event.version !== view.version };
  const changed = new Map(event.pupils.map((pupil) => [pupil.subject, pupil]));
  const known = new Set(view.pupils.map(({ subject }) => subject));
  const { version, serverAt, closed, tray, stations, summaries } = event;
  return {
    view: {
      ...view,
      ...{ version, serverAt, closed, tray, stations, summaries },
      pupils: view.pupils.map((pupil) => changed.get(pupil.subject) ?? pupil),
    },
    // A pupil that this page never had stands somewhere in its order.
    stale: event.pupils.some(({ subject }) => !known.has(subject)),
  };
}

/** Pupils by their pseudonym. */
export const bySubject = (view: TestDayView): ReadonlyMap<SubjectId, TestDayPupilView> =>
  new Map(view.pupils.map((pupil) => [pupil.subject, pupil]));
