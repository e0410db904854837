import { join } from 'node:path';
import { FILTERS, SchoolId } from '@tizhi/contracts';
import { eventually, newPlace, startTizhi } from '@tizhi/testing';
import { connectAsync, type MqttClient } from 'mqtt';
import { SERVICE_USERNAME, serviceSecret } from '../../cli/src/run/secrets.ts';
import { fakeDevice } from '../house/devices.ts';
import { admitGateways, startEdge, writeEdgeConfig } from '../house/gateway.ts';
import { processorSeconds } from '../house/memory-of.ts';
import type { GatewayLink } from '../load/plan.ts';
import { showMs, spreadOf } from '../percentiles.ts';
import { against, type Part } from '../report.ts';

const AIM_MS = 3_000;
const RUNS = 10;
const GIVE_UP_MS = 30_000;

/**
 * From the start of a gateway's process to its first reading at the broker, with a station that speaks as
 * soon as it is connected. Its outbox had it before. The system's file cache is warm.
 */
export const coldStart: Part = {
  about: `tizhi edge started ${RUNS} times, with a new outbox each time`,
  async run(bench) {
    const place = await newPlace(join(bench.folder, 'school'));
    const station = await fakeDevice('JUMP,80107,185,cm\r\n');
    const school = SchoolId.parse('school');
    const links = await admitGateways(place.dataDir, { school, prefix: 'cold', count: RUNS });
    const password = await serviceSecret(place.dataDir);
    const broker = startTizhi(['broker'], place);
    // Tells the time, as at every school: without an answer results wait two seconds for one.
    const ingest = startTizhi(['ingest'], place);
    await eventually('the inbox runs', () => ingest.output().includes('Ingest from'), GIVE_UP_MS);
    const ear = await connectedTo(`mqtt://127.0.0.1:${place.mqttPort}`, password);
    await ear.subscribeAsync(FILTERS.everyUpLane('result'));
    try {
      const starts: Start[] = [];
      for (const link of links) {
        const config = writeEdgeConfig(join(bench.folder, link.gateway), {
          link,
          mqttPort: place.mqttPort,
          sources: [
            {
              kind: 'tcp',
              device: 'mat',
              definition: 'station/demo-jump',
              host: '127.0.0.1',
              port: station.port,
            },
          ],
        });
        starts.push(await firstReading(ear, link, config));
      }
      const spread = spreadOf(starts.map(({ ms }) => ms));
      const processorMs = spreadOf(starts.map((start) => start.processorMs)).p50;
      const aim = against(`<= ${AIM_MS / 1000} s`, AIM_MS / spread.max);
      return [
        {
          what: 'cold start of a gateway to its first reading at the broker',
          seen: showMs(spread),
          ...aim,
          note: `${aim.note}; ${Math.round(processorMs)} ms of processor time`,
        },
      ];
    } finally {
      await ear.endAsync(true);
      await ingest.stop();
      await broker.stop();
      station.close();
    }
  },
};

interface Start {
  readonly ms: number;
  /** What the process had taken by then: does not grow when others use the machine. */
  readonly processorMs: number;
}

async function firstReading(ear: MqttClient, { gateway }: GatewayLink, config: string): Promise<Start> {
  const start = performance.now();
  const edge = startEdge(config);
  try {
    return await new Promise<Start>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`no reading within ${GIVE_UP_MS} ms:\n${edge.output().slice(-2_000)}`)),
        GIVE_UP_MS,
      );
      const hear = (topic: string): void => {
        if (!topic.includes(`/${gateway}/`)) return;
        clearTimeout(late);
        ear.off('message', hear);
        resolve({ ms: performance.now() - start, processorMs: processorSeconds(edge.pid) * 1000 });
      };
      ear.on('message', hear);
    });
  } finally {
    await edge.stop('SIGKILL');
  }
}

async function connectedTo(url: string, password: string): Promise<MqttClient> {
  const end = performance.now() + GIVE_UP_MS;
  for (;;) {
    try {
      return await connectAsync(url, { username: SERVICE_USERNAME, password, reconnectPeriod: 0 });
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
