import { fork } from 'node:child_process';
import { once } from 'node:events';
import { hashSecret, startBroker } from '@tizhi/broker';
import { startIngest } from '@tizhi/ingest';
import type { RecordStore, TelemetryStore } from '@tizhi/storage';
import { pino } from 'pino';
import { gatewayId, SAMPLES_PER_MESSAGE, SCHOOL } from './telemetry-load.ts';

/** The server as `tizhi up` runs it (broker and ingest in one process), the gateways in another. */
export async function measureEndToEnd(setup: {
  readonly telemetry: TelemetryStore;
  readonly records: RecordStore;
  readonly gateways: number;
  readonly messagesPerGateway: number;
  readonly qos: 0 | 1;
}): Promise<{ samplesPerSecond: number; seconds: number }> {
  const log = pino({ level: 'warn' });
  const secret = 'bench-secret';
  const passwordHash = await hashSecret(secret);
  const broker = await startBroker({
    host: '127.0.0.1',
    port: 0,
    log,
    clients: [
      { username: 'service', passwordHash, role: { kind: 'service' } },
      ...Array.from({ length: setup.gateways }, (_, n) => ({
        username: `${SCHOOL}.${gatewayId(n)}`,
        passwordHash,
        role: { kind: 'gateway' as const, school: SCHOOL, gateway: gatewayId(n) },
      })),
    ],
  });
  const url = `mqtt://127.0.0.1:${broker.port}`;
  const ingest = await startIngest({
    mqtt: { url, username: 'service', password: secret },
    telemetry: setup.telemetry,
    records: setup.records,
    log,
  });
  const sender = fork(new URL('./sender.ts', import.meta.url), [
    url,
    String(setup.gateways),
    String(setup.messagesPerGateway),
    String(setup.qos),
    ...Array.from({ length: setup.gateways }, () => secret),
  ]);
  try {
    await once(sender, 'message');
    const start = performance.now();
    sender.send({ go: true });
    await once(sender, 'message');
    const seconds = (performance.now() - start) / 1000;
    const samples = setup.gateways * setup.messagesPerGateway * SAMPLES_PER_MESSAGE;
    return { samplesPerSecond: samples / seconds, seconds };
  } finally {
    sender.kill();
    await ingest.stop();
    await broker.close();
  }
}
