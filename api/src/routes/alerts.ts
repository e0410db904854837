import { AlertsEvent } from '@tizhi/contracts';
import { type Access, accountOf } from '../accounts/access.ts';
import type { AlertRoom } from '../alerts/alert-room.ts';
import type { App } from '../app.ts';
import { refusals } from '../refusals.ts';
import type { RosterCache } from '../school/roster-cache.ts';
import type { StreamHub } from '../streams/stream-hub.ts';

/** The school's alerts as they happen. */
export function alertRoutes(
  app: App,
  {
    access,
    alerts,
    roster,
    hub,
  }: {
    readonly access: Access;
    readonly alerts: AlertRoom;
    readonly roster: RosterCache;
    readonly hub: StreamHub;
  },
): void {
  app.get(
    '/api/alerts/stream',
    {
      onRequest: access.may('teacher', 'nurse', 'admin'),
      exposeHeadRoute: false,
      schema: {
        summary:
          'Acute alerts as they are raised and cleared: an event `alerts` with all open ones at once (`reset`), ' +
          'then one for each change, and an empty one every few seconds as a sign of life.',
        tags: ['alerts'],
        response: {
          200: {
            description: 'Server-sent events `alerts`; the data of each is this object as JSON.',
            content: { 'text/event-stream': { schema: AlertsEvent } },
          },
          ...refusals(401, 403, 500, 503),
        },
      },
    },
    async (request, reply) => {
      await roster.current();
      const stream = hub.open({
        reply,
        account: accountOf(request).account,
        allowed: async () => (await access.whose(request)) !== undefined,
      });
      await alerts.follow(stream);
    },
  );
}
