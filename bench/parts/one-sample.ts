import { join } from 'node:path';
import { openStores } from '@tizhi/storage';
import { findPart, startInfluxd } from '@tizhi/testing';
import { runLoad } from '../load/run-load.ts';
import { showMs } from '../percentiles.ts';
import { against, type Bench, type Figure, type Part, whole } from '../report.ts';

const AIM = 20_000;
const OPEN_SECONDS = 15;
const LOAD = { gateways: 64, samples: 1, rr: false, window: 256, made: 'before' } as const;

/**
 * Messages with one sample each, from many gateways: what the house can do at most, and whether it holds the
 * aimed-at rate with every message at its intended time.
 */
export const oneSample: Part = {
  about: `${LOAD.gateways} gateways with one-sample messages, as fast as it goes and at ${whole(AIM)}/s`,
  async run(bench) {
    const figures = await into(bench, 'SQLite', undefined);
    if (findPart('influxd') === undefined) return figures;
    const influxd = await startInfluxd();
    try {
      return [...figures, ...(await into(bench, 'InfluxDB', await influxd.database('single')))];
    } finally {
      await influxd.remove();
    }
  },
};

async function into(bench: Bench, name: string, influxUrl: string | undefined): Promise<Figure[]> {
  const stores = await openStores({ dataDir: join(bench.folder, name), influxUrl });
  try {
    const most = await runLoad(bench, { ...LOAD, stores, qos: 0, messages: 200_000, pace: { kind: 'full' } });
    const rate = most.samples / most.seconds;
    const open = await runLoad(bench, {
      ...LOAD,
      stores,
      qos: 0,
      messages: AIM * OPEN_SECONDS,
      pace: { kind: 'open', perSecond: AIM },
    });
    const aim = against(`>= ${whole(AIM)}`, rate / AIM);
    const held = open.seconds < OPEN_SECONDS + 1;
    return [
      {
        what: `${name}: one-sample messages/s, publish to acknowledged`,
        seen: whole(rate),
        ...aim,
        note: `${aim.note}; ${most.microsecondsPerSample.toFixed(1)} us of the server's core each`,
      },
      {
        what: `${name}: ${whole(AIM)} one-sample messages/s for ${OPEN_SECONDS} s, open loop`,
        seen: showMs(open.latency),
        aim: 'held',
        met: held,
        note: `all acknowledged after ${open.seconds.toFixed(1)} s, ${whole(open.resent)} sent again`,
      },
    ];
  } finally {
    await stores.close();
  }
}
