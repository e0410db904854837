import { join } from 'node:path';
import { openStores } from '@tizhi/storage';
import { startInfluxd } from '@tizhi/testing';
import { STRAPS } from '../load/class-samples.ts';
import { measureInfluxLimit, POINTS_PER_WRITE } from '../load/influx-limit.ts';
import { runLoad } from '../load/run-load.ts';
import { against, type Bench, type Figure, type Part, whole } from '../report.ts';

const LOAD = { gateways: 4, samples: STRAPS, rr: false, window: 256, messages: 24_000 } as const;
const FULL = { pace: { kind: 'full' }, made: 'before' } as const;
const SQLITE_AIM = 250_000;
const INFLUX_AIM = 0.6;
const RAW_POINTS = 1_080_000;

const label = (store: string, qos: 0 | 1): string =>
  `${store}: samples/s, ${STRAPS}-sample messages, publish to acknowledged, QoS ${qos}${qos === 0 ? ' (default)' : ''}`;

/** From MQTT publish to stored and acknowledged, as fast as it goes, into SQLite. */
export const sqlite: Part = {
  about: `${LOAD.gateways} gateways x ${LOAD.messages / LOAD.gateways} messages into SQLite`,
  async run(bench) {
    const figures: Figure[] = [];
    for (const qos of [0, 1] as const) {
      const stores = await openStores({ dataDir: join(bench.folder, `qos-${qos}`) });
      try {
        const { samples, seconds, microsecondsPerSample } = await runLoad(bench, {
          ...LOAD,
          ...FULL,
          stores,
          qos,
        });
        const rate = samples / seconds;
        const aim = against(`>= ${whole(SQLITE_AIM)}`, rate / SQLITE_AIM);
        figures.push({
          what: label('SQLite', qos),
          seen: whole(rate),
          ...aim,
          note: `${aim.note}; ${microsecondsPerSample.toFixed(2)} us of the server's core each`,
        });
      } finally {
        await stores.close();
      }
    }
    return figures;
  },
};

/** The same into InfluxDB, beside what that influxd takes of the same lines when nothing else runs. */
export const influx: Part = {
  about: `${LOAD.gateways} gateways x ${LOAD.messages / LOAD.gateways} messages into a real influxd`,
  async run(bench) {
    const influxd = await startInfluxd();
    try {
      const raw = await influxd.database('raw');
      const write = raw.replace(/\/raw$/, '/write?db=raw');
      const limit = await measureInfluxLimit(write, { ...LOAD, points: RAW_POINTS });
      const figures: Figure[] = [
        {
          what: 'influxd: raw write limit, points/s',
          seen: whole(limit),
          note: `the system's own lines, ready made, ${whole(POINTS_PER_WRITE)} a write, best of 1, 2, 4 at a time`,
        },
      ];
      for (const qos of [0, 1] as const)
        figures.push(await intoInflux(bench, { influxUrl: await influxd.database(`q${qos}`), qos, limit }));
      return figures;
    } finally {
      await influxd.remove();
    }
  },
};

async function intoInflux(
  bench: Bench,
  { influxUrl, qos, limit }: { readonly influxUrl: string; readonly qos: 0 | 1; readonly limit: number },
): Promise<Figure> {
  const stores = await openStores({ dataDir: join(bench.folder, `qos-${qos}`), influxUrl });
  try {
    const { samples, seconds, microsecondsPerSample } = await runLoad(bench, {
      ...LOAD,
      ...FULL,
      stores,
      qos,
    });
    const rate = samples / seconds;
    const share = rate / limit;
    return {
      what: label('InfluxDB', qos),
      seen: whole(rate),
      aim: `>= ${INFLUX_AIM} of the raw limit`,
      met: share >= INFLUX_AIM,
      note: `${share.toFixed(2)} of the raw limit; ${microsecondsPerSample.toFixed(2)} us of the server's core each`,
    };
  } finally {
    await stores.close();
  }
}
