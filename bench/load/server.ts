import { hashSecret, startBroker } from '@tizhi/broker';
import { GatewayId, SchoolId } from '@tizhi/contracts';
import { type IngestCounters, startIngest } from '@tizhi/ingest';
import type { Stores } from '@tizhi/storage';
import { pino } from 'pino';
import type { GatewayLink } from './plan.ts';

const SCHOOL = SchoolId.parse('bench-school');
const SECRET = 'bench-secret';

export interface BenchServer {
  readonly url: string;
  readonly links: readonly GatewayLink[];
  counters(): IngestCounters;
  stop(): Promise<void>;
}

/** Broker and ingest in this process, as `tizhi up` has them in one, with accounts for so many gateways. */
export async function startServer({
  stores,
  gateways,
  qos,
}: {
  readonly stores: Stores;
  readonly gateways: number;
  readonly qos: 0 | 1;
}): Promise<BenchServer> {
  const log = pino({ level: 'warn' });
  const passwordHash = await hashSecret(SECRET);
  const links = Array.from({ length: gateways }, (_, n): GatewayLink => {
    const gateway = GatewayId.parse(`bench-${n}`);
    return { school: SCHOOL, gateway, username: `${SCHOOL}.${gateway}`, password: SECRET };
  });
  const broker = await startBroker({
    host: '127.0.0.1',
    port: 0,
    log,
    clients: [
      { username: 'service', passwordHash, role: { kind: 'service' } },
      ...links.map(({ school, gateway, username }) => ({
        username,
        passwordHash,
        role: { kind: 'gateway' as const, school, gateway },
      })),
    ],
  });
  const url = `mqtt://127.0.0.1:${broker.port}`;
  const ingest = await startIngest({
    mqtt: { url, username: 'service', password: SECRET, qos: { alert: 1, result: 1, telemetry: qos } },
    telemetry: stores.telemetry,
    records: stores.records,
    log,
  });
  return {
    url,
    links,
    counters: () => ingest.counters(),
    async stop() {
      await ingest.stop();
      await broker.close();
    },
  };
}
