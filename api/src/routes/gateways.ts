import { GatewaysResponse, InboxResponse, type Instant, MAX_TROUBLES, type SchoolId } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { Access } from '../accounts/access.ts';
import type { App } from '../app.ts';
import type { GatewayWatch } from '../live/gateway-watch.ts';
import { refusals } from '../refusals.ts';

/** How the gateways are doing, and what the inbox could not store of what they sent. */
export function gatewayRoutes(
  app: App,
  {
    access,
    records,
    watch,
    school,
    clock,
  }: {
    readonly access: Access;
    readonly records: Pick<RecordStore, 'gateways' | 'inbox'>;
    readonly watch: GatewayWatch;
    readonly school: SchoolId;
    readonly clock: () => Instant;
  },
): void {
  app.get(
    '/api/gateways',
    {
      onRequest: access.may('teacher', 'admin'),
      schema: {
        summary:
          'Every gateway ever heard of: there or not, what waits in its outbox and was given up, its sources, its clock.',
        tags: ['gateways'],
        response: { 200: GatewaysResponse, ...refusals(401, 403, 500, 503) },
      },
    },
    async () => {
      const known = await records.gateways(school);
      return { gateways: watch.views(known, { now: clock(), mono: performance.now() }) };
    },
  );

  app.get(
    '/api/inbox',
    {
      onRequest: access.may('admin'),
      schema: {
        summary:
          `The last ${MAX_TROUBLES} messages that could not be understood (kept whole, shown without their ` +
          `contents) and the last ${MAX_TROUBLES} gaps: messages that will never come.`,
        tags: ['gateways'],
        response: { 200: InboxResponse, ...refusals(401, 403, 500, 503) },
      },
    },
    async () => {
      const [letters, gaps] = await Promise.all([
        records.inbox.deadLetters(MAX_TROUBLES),
        records.inbox.gaps(MAX_TROUBLES),
      ]);
      const ours = (of: SchoolId | undefined): boolean => of === undefined || of === school;
      return {
        deadLetters: letters
          .filter(({ key }) => ours(key?.school))
          .map(({ key, seq, reason, payload, at }) => ({
            gateway: key?.gateway ?? null,
            lane: key?.lane ?? null,
            seq,
            reason,
            bytes: payload.length,
            at,
          })),
        gaps: gaps
          .filter((gap) => ours(gap.school))
          .map(({ gateway, lane, fromSeq, toSeq, at }) => ({ gateway, lane, fromSeq, toSeq, at })),
      };
    },
  );
}
