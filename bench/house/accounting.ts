import type { DeviceId } from '@tizhi/contracts';
import { openRecords } from '@tizhi/storage';
import { eventually, type Influxd } from '@tizhi/testing';
import { showMs, spreadOf } from '../percentiles.ts';
import { type Figure, whole } from '../report.ts';
import type { AlertProbes } from './alert-probes.ts';
import type { LessonLoad } from './lesson-load.ts';
import { SCHOOL } from './school.ts';

/** How long what was said last may take to be stored before the count is taken as it is. */
const SETTLE_MS = 60_000;
const FAR_MS = 86_400_000;

export interface InfluxPlace {
  readonly influxd: Influxd;
  readonly database: string;
}

/** What a device said: readings are numbered from 1, so this is the number of the last one. */
export interface Said {
  readonly device: DeviceId;
  readonly said: number;
}

/** Whether the store holds the last reading of each: a lane is stored in order, so all before it too. */
export async function holdsAll(place: InfluxPlace, all: readonly Said[]): Promise<boolean> {
  for (const { device, said } of all) {
    const last = await numbersOf(place, `SELECT last("n") FROM heart_rate WHERE device = '${device}'`);
    if ((last.get('') ?? 0) < said) return false;
  }
  return true;
}

interface Answer {
  readonly results?: readonly {
    readonly series?: readonly {
      readonly tags?: { readonly device: string };
      readonly values: readonly (readonly [number, number])[];
    }[];
  }[];
}

/** The one number that a query gives for each device ('' where it does not group). Empty where it fails. */
async function numbersOf({ influxd, database }: InfluxPlace, influxQl: string): Promise<Map<string, number>> {
  const answer = (await influxd.query(database, influxQl).catch(() => ({}))) as Answer;
  const series = answer.results?.[0]?.series ?? [];
  return new Map(series.map(({ tags, values }) => [tags?.device ?? '', values[0]?.[1] ?? 0]));
}

/** Every reading that was said is in InfluxDB, and no more. */
export async function expectReadings(place: InfluxPlace, all: readonly Said[]): Promise<Figure> {
  const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0);
  const expected = sum(all.map(({ said }) => said));
  let counts = new Map<string, number>();
  await eventually(
    'everything that was said is stored',
    async () => {
      counts = await numbersOf(place, 'SELECT count("n") FROM heart_rate GROUP BY device');
      return sum(counts.values()) >= expected;
    },
    SETTLE_MS,
  ).catch(() => undefined); // the figure says it
  const wrong = all.filter(({ device, said }) => (counts.get(device) ?? 0) !== said);
  return {
    what: 'readings said and stored, each exactly once',
    seen: `${whole(sum(counts.values()))} of ${whole(expected)}`,
    aim: 'all',
    met: wrong.length === 0,
    ...(wrong.length === 0 ? {} : { note: `${wrong.length} straps differ, such as ${wrong[0]?.device}` }),
  };
}

/** Every jump that was printed, and every alert that was decided, is in the records once. */
export async function expectJumpsAndAlerts(
  dataDir: string,
  { load, alerts }: { readonly load: LessonLoad; readonly alerts: AlertProbes },
): Promise<Figure[]> {
  const records = await openRecords({ dataDir, readOnly: true });
  try {
    const tags: (string | null)[] = [];
    const lateness: number[] = [];
    for await (const { body } of records.results.between({ from: 0, to: Date.now() + FAR_MS })) {
      tags.push(body.tag);
      lateness.push(body.at - (load.jumpsAt[Number(body.tag) - 1] ?? Number.NaN));
    }
    const raised = await records.alerts.list({ school: SCHOOL, limit: 100_000 });
    const doubled = tags.length - new Set(tags).size;
    return [
      complete('jumps printed and stored', { seen: tags.length, expected: load.jumpsAt.length, doubled }),
      { what: 'a line printed -> heard by the gateway', seen: showMs(spreadOf(lateness)) },
      complete('alerts decided and stored', { seen: raised.length, expected: alerts.raised, doubled: 0 }),
    ];
  } finally {
    await records.close();
  }
}

const complete = (
  what: string,
  { seen, expected, doubled }: { seen: number; expected: number; doubled: number },
): Figure => ({
  what,
  seen: `${whole(seen)} of ${whole(expected)}`,
  aim: 'all',
  met: seen === expected && doubled === 0,
  ...(doubled === 0 ? {} : { note: `${doubled} twice` }),
});
