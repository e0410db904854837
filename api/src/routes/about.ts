import { AboutResponse } from '@tizhi/contracts';
import type { App } from '../app.ts';
import { refusals } from '../refusals.ts';
import type { RosterCache } from '../school/roster-cache.ts';

/** Whose pages these are, for the sign-in page: open to anybody. */
export function aboutRoute(
  app: App,
  { roster, demo }: { readonly roster: RosterCache; readonly demo: boolean },
): void {
  app.get(
    '/api/about',
    {
      schema: {
        summary: "The school's name, and whether it is a demo with synthetic people. Open to anybody.",
        tags: ['server'],
        response: { 200: AboutResponse, ...refusals(500) },
      },
    },
    async () => ({ schoolName: (await roster.current()).schoolName, demo }),
  );
}
