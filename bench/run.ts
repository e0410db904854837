/**
 * `npm run bench`: everything in one run on one machine, as ratios where a limit or a peer is at hand.
 * Starts a real influxd (Debian package `influxdb`); without it only the parts that need none are measured.
 */
import { cpus } from 'node:os';
import { join } from 'node:path';
import { openStores, type Stores } from '@tizhi/storage';
import { findPart, startInfluxd, temporaryFolder } from '@tizhi/testing';
import { measureEndToEnd } from './end-to-end.ts';
import { measureInfluxLimit } from './influx-limit.ts';
import { measureScoring } from './scoring.ts';
import { SAMPLES_PER_MESSAGE } from './telemetry-load.ts';

const GATEWAYS = 4;
const MESSAGES = 6_000;
const folder = temporaryFolder();
const whole = (value: number): string => Math.round(value).toLocaleString('en');
const print = (label: string, value: string, note = ''): void =>
  console.log(`${label.padEnd(44)} ${value.padStart(14)}  ${note}`);

console.log(
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}`,
);
console.log(
  `${GATEWAYS} gateways x ${MESSAGES} messages x ${SAMPLES_PER_MESSAGE} samples, MQTT -> stored and acknowledged\n`,
);

const scoring = measureScoring(400_000);
print(
  'whole pupils scored per second',
  whole(scoring.pupilsPerSecond),
  `aim 200,000: ${(scoring.pupilsPerSecond / 200_000).toFixed(2)}x`,
);

const load = { gateways: GATEWAYS, messagesPerGateway: MESSAGES };
try {
  for (const qos of [0, 1] as const) {
    const stores = await openStores({ dataDir: join(folder.path, `sqlite-${qos}`) });
    const sqlite = await measured(stores, qos);
    print(`SQLite, end to end, QoS ${qos}, samples/s`, whole(sqlite));
  }
  if (findPart('influxd') === undefined) {
    console.log('NOT MEASURED: influxd is not installed (Debian package influxdb)');
  } else {
    const influxd = await startInfluxd();
    try {
      const raw = await influxd.database('raw');
      const limit = await measureInfluxLimit(raw.replace(/\/raw$/, '/write?db=raw'), 1_000_000);
      print('influxd raw write limit, points/s', whole(limit), '5,000 per write, best of 1, 2, 4 at a time');
      for (const qos of [0, 1] as const) {
        const stores = await openStores({
          dataDir: join(folder.path, `influx-${qos}`),
          influxUrl: await influxd.database(`bench${qos}`),
        });
        const influx = await measured(stores, qos);
        print(
          `InfluxDB, end to end, QoS ${qos}, samples/s`,
          whole(influx),
          `${(influx / limit).toFixed(2)} of the raw limit (aim 0.30)`,
        );
      }
    } finally {
      await influxd.remove();
    }
  }
} finally {
  folder.remove();
}

async function measured(stores: Stores, qos: 0 | 1): Promise<number> {
  try {
    const { samplesPerSecond } = await measureEndToEnd({ ...load, ...stores, qos });
    return samplesPerSecond;
  } finally {
    await stores.close();
  }
}
