import { DeviceId, GatewayId, type HeartRateSample, SchoolId, toHeartRateBlock } from '@tizhi/contracts';
import { openInfluxTelemetry } from '@tizhi/storage';
import { describeWith, type Influxd, startInfluxd } from '@tizhi/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { buildDashboards } from './index.ts';

const DATABASE = 'lesson';
const SECONDS = 120;

const Panel = z.object({
  title: z.string(),
  targets: z.array(z.object({ refId: z.string(), query: z.string() })),
});
const Variable = z.object({ name: z.string(), query: z.string() });
const Answer = z.object({
  results: z.array(
    z.object({
      error: z.string().optional(),
      series: z
        .array(
          z.object({
            tags: z.record(z.string(), z.string()).optional(),
            columns: z.array(z.string()),
            values: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
          }),
        )
        .default([]),
    }),
  ),
});

const [lesson] = buildDashboards().map(({ model }) =>
  z.object({ panels: z.array(Panel), templating: z.object({ list: z.array(Variable) }) }).parse(model),
);
const panels = lesson?.panels ?? [];
const variables = lesson?.templating.list ?? [];
const panelNamed = (english: string) => panels.find(({ title }) => title.endsWith(english));

/** What Grafana does to a query before it asks: macros, and variables in the format they name. */
function asGrafana(query: string, choice: Partial<Record<string, string[]>> = {}): string {
  const escaped = (value: string) => value.replaceAll(/[\\^$*+?.()|[\]{}/]/g, '\\$&');
  const now = Date.now();
  return query
    .replaceAll(/\$\{(\w+):regex\}/g, (_, name: string) => {
      const values = choice[name]?.map(escaped);
      if (values === undefined) return '.*'; // "All" has a custom value, which Grafana puts in as it is
      return values.length === 1 ? (values[0] ?? '') : `(${values.join('|')})`;
    })
    .replaceAll('$timeFilter', `time >= ${now - SECONDS * 1000}ms and time <= ${now}ms`)
    .replaceAll('$__interval_ms', '10000')
    .replaceAll('$__interval', '10s');
}

/** Through the same store that ingest writes with: the dashboard and the store must agree on every field. */
async function store(influxd: Influxd, samples: readonly (HeartRateSample & { readonly gateway: string })[]) {
  const telemetry = openInfluxTelemetry({ url: `${influxd.url}/${DATABASE}` });
  const gateways = Map.groupBy(samples, ({ gateway }) => gateway);
  await telemetry.write(
    [...gateways].map(([gateway, rows]) => ({
      school: SchoolId.parse('sch'),
      gateway: GatewayId.parse(gateway),
      clock: { skewMs: 0, shiftMs: 0, errorMs: 5 },
      body: { kind: 'telemetry', blocks: [toHeartRateBlock(rows)] },
    })),
  );
  await telemetry.close();
}

describeWith(['influxd'], 'every panel against a real influxd', () => {
  let influxd: Influxd;
  const ask = async (query: string, choice?: Partial<Record<string, string[]>>) => {
    const answer = Answer.parse(await influxd.query(DATABASE, asGrafana(query, choice)));
    expect(answer.results.map(({ error }) => error)).toEqual([undefined]);
    return answer.results[0]?.series ?? [];
  };
  const onlyQueryOf = (english: string): string => panelNamed(english)?.targets[0]?.query ?? '';

  beforeAll(async () => {
    influxd = await startInfluxd();
    const now = Date.now();
    const samples: (HeartRateSample & { readonly gateway: string })[] = [];
    // Straps 1-3 on two gateways, one sample a second, in each band of intensity; strap 3 fell silent a
    // minute ago, and every fifth sample of strap 2 is doubtful, with a number that nobody may see.
    for (let second = 0; second < SECONDS; second += 1) {
      for (const strap of [1, 2, 3]) {
        if (strap === 3 && second > SECONDS - 60) continue;
        const doubtful = strap === 2 && second % 5 === 0;
        samples.push({
          gateway: `gw-${strap % 2}`,
          device: DeviceId.parse(`strap-${strap}`),
          at: now - (SECONDS - second) * 1000,
          n: second + 1,
          deviceAt: null,
          bpm: doubtful ? 255 : 80 + ((second + strap * 10) % 115),
          contact: doubtful ? 'lost' : 'detected',
          energyKj: null,
          rrMs: [],
          confidence: doubtful ? 0 : 1,
          doubt: doubtful ? 'no_contact' : null,
        });
      }
    }
    await store(influxd, samples);
  });
  afterAll(() => influxd?.remove());

  it.each(
    panels.flatMap(({ title, targets }) =>
      targets.map(({ refId, query }) => [`${title} ${refId}`, query] as const),
    ),
  )('%s has data', async (_name, query) => {
    const series = await ask(query);
    expect(series.length).toBeGreaterThan(0);
    const numbers = series.flatMap(({ values }) => values.flatMap((row) => row.slice(1)));
    expect(numbers.some((value) => typeof value === 'number' && value > 0)).toBe(true);
  });

  it.each(variables.map(({ name, query }) => [name, query] as const))(
    'the variable %s lists its values',
    async (name, query) => {
      const found = (await ask(query)).flatMap(({ values }) => values.map((row) => row[1]));
      const expected: Record<string, string[]> = {
        school: ['sch'],
        gateway: ['gw-0', 'gw-1'],
        device: ['strap-1', 'strap-2', 'strap-3'],
      };
      expect(found.sort()).toEqual(expected[name]);
    },
  );

  it('a chosen gateway narrows the devices, and chosen devices narrow the lines', async () => {
    const device = variables.find(({ name }) => name === 'device')?.query ?? '';
    const found = await ask(device, { gateway: ['gw-1'] });
    expect(found.flatMap(({ values }) => values.map((row) => row[1]))).toEqual(['strap-1', 'strap-3']);
    const chosen = { device: ['strap-1', 'strap-2'] };
    const lines = await ask(onlyQueryOf('Heart rate, by device'), chosen);
    expect(lines.map(({ tags }) => tags?.device)).toEqual(['strap-1', 'strap-2']);
  });

  it('no panel shows the number of a doubtful sample', async () => {
    for (const name of ['Class heart rate', 'Heart rate, by device', 'Class mean now']) {
      const series = await ask(onlyQueryOf(name));
      const numbers = series.flatMap(({ values }) => values.flatMap((row) => row.slice(1)));
      expect(numbers.filter((value) => typeof value === 'number' && value > 200)).toEqual([]);
    }
  });

  it('two of three devices are heard, and one sample in fifteen is doubtful', async () => {
    const heard = await ask(onlyQueryOf('Devices heard in the last 10 s'));
    expect(heard[0]?.values[0]?.[1]).toBeCloseTo(2 / 3);
    const doubtful = (await ask(onlyQueryOf('Share of doubtful samples')))[0]?.values.map((row) => row[1]);
    expect(doubtful).toContain(2 / 30);
  });

  it('a gateway with one strap stores one sample a second', async () => {
    const series = await ask(onlyQueryOf('Samples per second, by gateway'), { device: ['strap-1'] });
    expect(series[0]?.values.map((row) => row[1])).toContain(1);
  });

  it('a silent device keeps the time at which it was last heard', async () => {
    const series = await ask(onlyQueryOf('Last heard, by device'));
    const at = series.find(({ tags }) => tags?.device === 'strap-3')?.values[0]?.[0];
    const secondsAgo = (Date.now() - Number(at) / 1e6) / 1000;
    expect(secondsAgo).toBeGreaterThan(59);
    expect(secondsAgo).toBeLessThan(120);
  });
});

describeWith(['influxd'], 'a database that never saw a doubtful sample', () => {
  it('still shows its rates: the field doubt does not exist there', async () => {
    const influxd = await startInfluxd();
    try {
      await store(influxd, [
        {
          gateway: 'gw',
          device: DeviceId.parse('strap-1'),
          at: Date.now() - 1000,
          n: 1,
          deviceAt: null,
          bpm: 120,
          contact: 'unsupported',
          energyKj: null,
          rrMs: [],
          confidence: 1,
          doubt: null,
        },
      ]);
      const query = panelNamed('Class mean now')?.targets[0]?.query ?? '';
      const answer = Answer.parse(await influxd.query(DATABASE, asGrafana(query)));
      expect(answer.results[0]?.series[0]?.values[0]?.[1]).toBe(120);
    } finally {
      await influxd.remove();
    }
  });
});
