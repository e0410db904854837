import { createServer } from 'node:net';
import {
  type DeviceId,
  type GatewayId,
  type SchoolId,
  TizhiError,
  toHeartRateBlock,
  toReadingBlock,
} from '@tizhi/contracts';
import { describeWith, freePort, type Influxd, startInfluxd } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openInfluxTelemetry } from './influx-telemetry.ts';
import { collect, describeTelemetryStore } from './telemetry-store.contract.ts';
import type { TelemetryMessage } from './telemetry-store.ts';

const message = (at: number, device = 'strap-1'): TelemetryMessage => ({
  school: 'school-1' as SchoolId,
  gateway: 'gym' as GatewayId,
  clock: { skewMs: 1_500, shiftMs: -500, errorMs: 9 },
  body: {
    kind: 'telemetry',
    blocks: [
      toHeartRateBlock([
        {
          device: device as DeviceId,
          at: at + 500,
          n: 5_002_000,
          deviceAt: 44,
          bpm: 99,
          contact: 'detected',
          confidence: 0.5,
          doubt: 'manual',
          energyKj: 7,
          rrMs: [600.5, 601],
        },
      ]),
    ],
  },
});
const codeOf = (error: unknown): string => (error instanceof TizhiError ? error.code : String(error));

const Answer = z.object({
  results: z.tuple([
    z.object({
      series: z.tuple([z.object({ columns: z.array(z.string()), values: z.array(z.array(z.unknown())) })]),
    }),
  ]),
});
const firstSeries = (answer: unknown) => Answer.parse(answer).results[0].series[0];

describeWith(['influxd'], 'telemetry in InfluxDB', () => {
  describeTelemetryStore(async () => {
    const influxd = await startInfluxd();
    let opened = 0;
    return {
      async empty() {
        opened += 1;
        return openInfluxTelemetry({ url: `${influxd.url}/contract_${opened}` });
      },
      interrupt: () => influxd.stop('SIGKILL'),
      resume: () => influxd.restart(),
      remove: () => influxd.remove(),
    };
  });

  describe('the database', () => {
    let influxd: Influxd;
    beforeAll(async () => {
      influxd = await startInfluxd();
    });
    afterAll(() => influxd.remove());

    it('holds the documented measurement, tags, fields and nanoseconds', async () => {
      const store = openInfluxTelemetry({ url: `${influxd.url}/schema` });
      await store.write([message(1_757_290_000_123)]);
      await store.close();
      const points = await influxd.query('schema', 'SELECT * FROM heart_rate');
      // As text: a nanosecond of today is no JavaScript number.
      const time = await influxd.query(
        'schema',
        'SELECT count(bpm) FROM heart_rate WHERE time = 1757290000123002000',
      );
      expect(firstSeries(time).values).toEqual([[expect.anything(), 1]]);
      const { columns, values } = firstSeries(points);
      const row = Object.fromEntries(columns.map((name, n) => [name, values[0]?.[n]]));
      expect(row).toMatchObject({
        bpm: 99,
        confidence: 0.5,
        contact: 2,
        device: 'strap-1',
        deviceAt: 44,
        doubt: 'manual',
        energyKj: 7,
        errorMs: 9,
        gateway: 'gym',
        n: 5_002_000,
        rr: '600.5,601',
        school: 'school-1',
        skewMs: 1_000,
      });
      expect(JSON.stringify(await influxd.query('schema', 'SHOW TAG KEYS FROM heart_rate'))).toContain(
        '[["device"],["gateway"],["school"]]',
      );
    });

    it('holds readings by device, kind and quantity, with the number beside the whole', async () => {
      const store = openInfluxTelemetry({ url: `${influxd.url}/readings` });
      const [at, place] = [1_757_290_000_123, { device: 'band-1' as DeviceId, deviceAt: null }];
      const block = toReadingBlock([
        {
          ...{ ...place, at, n: 7 },
          reading: { kind: 'quantity', quantity: 'spo2', value: 97.5, confidence: 0.5, doubt: 'poor_signal' },
        },
        {
          ...{ ...place, at, n: 8 },
          reading: {
            ...{ kind: 'waveform', signal: 'ecg', fsHz: 130, sensorMs: 4, channels: [[1, -2.5]] },
            ...{ confidence: 1, doubt: null },
          },
        },
      ]);
      await store.write([{ ...message(at), body: { kind: 'telemetry', blocks: [block] } }]);
      await store.close();
      const { columns, values } = firstSeries(await influxd.query('readings', 'SELECT * FROM reading'));
      const rows = values.map((row) => Object.fromEntries(columns.map((name, n) => [name, row[n]])));
      const shared = { device: 'band-1', gateway: 'gym', school: 'school-1', errorMs: 9, skewMs: 1_000 };
      expect(rows).toMatchObject([
        {
          ...{ ...shared, n: 7, kind: 'quantity', quantity: 'spo2', value: 97.5, confidence: 0.5 },
          ...{ doubt: 'poor_signal', signal: null },
        },
        { ...shared, n: 8, kind: 'waveform', signal: 'ecg', quantity: null, value: null, doubt: null },
      ]);
      expect(rows.map(({ reading }) => JSON.parse(String(reading)))).toEqual(block.reading);
      expect(JSON.stringify(await influxd.query('readings', 'SHOW TAG KEYS FROM reading'))).toContain(
        '[["device"],["gateway"],["kind"],["quantity"],["school"],["signal"]]',
      );
    });

    it('is created again when it was dropped while we ran', async () => {
      const store = openInfluxTelemetry({ url: `${influxd.url}/dropped` });
      await store.write([message(1)]);
      await influxd.query('', 'DROP DATABASE "dropped"');
      expect(await store.write([message(2)]).then(() => 'stored', codeOf)).toBe('TIZHI_STORE_UNAVAILABLE');
      await store.write([message(2)]);
      expect(await collect(store.heartRate({ from: 0, to: 9 }))).toHaveLength(1);
      await store.close();
    });

    it('takes points that are older than its retention as stored, and stores the others', async () => {
      await influxd.query('', 'CREATE DATABASE "short" WITH DURATION 1d');
      const store = openInfluxTelemetry({ url: `${influxd.url}/short` });
      const now = Date.now();
      await store.write([message(1000), message(now)]);
      const kept = await collect(store.heartRate({ from: 0, to: now + 1 }));
      expect(kept.map(({ at }) => at)).toEqual([now]);
      await store.close();
    });

    it('gives back the messages that influxd refuses for good, and stores all others of the batch', async () => {
      const store = openInfluxTelemetry({ url: `${influxd.url}/typed` });
      await influxd.query('', 'CREATE DATABASE "typed"');
      // Somebody else wrote a text where a number belongs: for this series' shard it stays so.
      await fetch(`${influxd.url}/write?db=typed`, {
        method: 'POST',
        body: 'heart_rate,device=other bpm="many" 1757290000000000000',
      });
      const day = 1_757_290_000_000;
      const later = day + 30 * 86_400_000;
      const [good, bad, fine] = [
        message(later, 'strap-1'),
        message(day, 'strap-2'),
        message(later, 'strap-3'),
      ];
      const refused = await store.write([good, bad, fine]);
      expect(refused.map((refusal) => refusal.message)).toEqual([bad]);
      expect(refused[0]?.reason).toContain('field type conflict');
      const kept = await collect(store.heartRate({ from: later, to: later + 1 }));
      expect(kept.map(({ device }) => device)).toEqual(['strap-1', 'strap-3']);
      await store.close();
    });

    it('is not created for a reader', async () => {
      const store = openInfluxTelemetry({ url: `${influxd.url}/mistyped`, readOnly: true });
      expect(await collect(store.heartRate({ from: 0, to: 9 })).catch(codeOf)).toBe(
        'TIZHI_STORE_UNAVAILABLE',
      );
      await store.close();
      expect(JSON.stringify(await influxd.query('', 'SHOW DATABASES'))).not.toContain('mistyped');
    });
  });
});

describe('an InfluxDB that is not there', () => {
  it('may be opened: it is found when it is needed', async () => {
    const store = openInfluxTelemetry({ url: `http://127.0.0.1:${await freePort()}/tizhi` });
    expect(await store.ping()).toBe(false);
    expect(await store.write([message(1)]).then(() => 'stored', codeOf)).toBe('TIZHI_STORE_UNAVAILABLE');
    await store.close();
  });

  it('that takes the call and never answers fails the ping within its limit', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const store = openInfluxTelemetry({ url: `http://127.0.0.1:${port}/tizhi` });
    const start = performance.now();
    expect(await store.ping()).toBe(false);
    expect(performance.now() - start).toBeLessThan(4_000);
    await store.close();
    silent.close();
  });

  it('is refused by address when the address names no database, without repeating its password', () => {
    for (const url of ['http://127.0.0.1:8086', 'ftp://host/db', 'http://user:secret-1@host:8086/a/b', 'x']) {
      let caught: unknown;
      try {
        openInfluxTelemetry({ url });
      } catch (error) {
        caught = error;
      }
      expect(codeOf(caught)).toBe('TIZHI_SETTING_INVALID');
      expect(String(caught)).not.toContain('secret-1');
    }
  });
});
