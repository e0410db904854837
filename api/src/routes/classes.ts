import { ClassList, GRADES } from '@tizhi/contracts';
import type { Access } from '../accounts/access.ts';
import type { App } from '../app.ts';
import { refusals } from '../refusals.ts';
import type { RosterCache } from '../school/roster-cache.ts';

/** The classes of the school. */
export function classRoutes(
  app: App,
  { access, roster }: { readonly access: Access; readonly roster: RosterCache },
): void {
  app.get(
    '/api/classes',
    {
      onRequest: access.may('teacher', 'nurse', 'admin'),
      schema: {
        summary: 'Classes with the number of their pupils, by grade and name.',
        tags: ['roster'],
        response: { 200: ClassList, ...refusals(401, 403, 500, 503) },
      },
    },
    async () => {
      const { classes, pupils } = await roster.current();
      const inClass = Map.groupBy(pupils.values(), (pupil) => pupil.class);
      return {
        classes: [...classes.values()]
          .map(({ class: id, name, grade }) => ({
            class: id,
            name,
            grade,
            pupils: inClass.get(id)?.length ?? 0,
          }))
          .sort(
            (a, b) => GRADES.indexOf(a.grade) - GRADES.indexOf(b.grade) || a.name.localeCompare(b.name, 'zh'),
          ),
      };
    },
  );
}
