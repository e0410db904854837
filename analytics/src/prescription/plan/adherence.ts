import type { SessionDone } from '@tizhi/contracts';

/**
 * How the plan so far went: `low`: less than half was done; `hard`: felt harder than 7 of 10; `easy`: at least
 * four fifths done and felt no more than 4; `steady`: between these; `new`: nothing was reported.
 * The lines are conventions of this project.
 */
export type Adherence =
  | { readonly kind: 'new' }
  | {
      readonly kind: 'low' | 'hard' | 'easy' | 'steady';
      /** Share of the planned sets that was done, 0-1; a session that nobody reported counts as not done. */
      readonly done: number;
      /** Mean of the OMNI ratings; `null`: none was given. */
      readonly rpe: number | null;
    };

export function adherenceOf(sessions: readonly SessionDone[], frequencyPerWeek: number): Adherence {
  if (sessions.length === 0) return { kind: 'new' };
  // Reported twice: the last word counts.
  const reported = [...new Map(sessions.map((each) => [`${each.week}/${each.session}`, each])).values()];
  const last = reported.reduce(
    (latest, { week, session }) => Math.max(latest, (week - 1) * frequencyPerWeek + session),
    0,
  );
  const planned = Math.max(last, reported.length);
  const done = reported.reduce((sum, each) => sum + each.done, 0) / planned;
  const ratings = reported.flatMap(({ rpe }) => (rpe === null ? [] : [rpe]));
  const rpe = ratings.length === 0 ? null : ratings.reduce((sum, each) => sum + each, 0) / ratings.length;
  if (rpe !== null && rpe > 7) return { kind: 'hard', done, rpe };
  if (done < 0.5) return { kind: 'low', done, rpe };
  return { kind: done >= 0.8 && rpe !== null && rpe <= 4 ? 'easy' : 'steady', done, rpe };
}
