import { GatewaysResponse, type Instant, type SchoolId } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { Access } from '../accounts/access.ts';
import type { App } from '../app.ts';
import type { GatewayWatch } from '../live/gateway-watch.ts';
import { refusals } from '../refusals.ts';

/** How the gateways are doing. */
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
    readonly records: Pick<RecordStore, 'gateways'>;
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
        summary: 'Every gateway ever heard of: there or not, what waits in its outbox, its sources.',
        tags: ['gateways'],
        response: { 200: GatewaysResponse, ...refusals(401, 403, 500, 503) },
      },
    },
    async () => ({ gateways: watch.views(await records.gateways(school), clock()) }),
  );
}
