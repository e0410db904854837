import { randomUUID } from 'node:crypto';
import { type AlertBody, AlertsEvent, type AlertView, TizhiError } from '@tizhi/contracts';
import { eventually } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeenStream } from '../fixtures/browser.ts';
import { LESSON, startSchool, strap, subject, type TestSchool } from '../fixtures/school.ts';

let school: TestSchool;
beforeAll(async () => {
  school = await startSchool();
});
afterAll(() => school.close());

const raised = (changes: Partial<AlertBody> = {}): AlertBody => ({
  kind: 'alert',
  alert: randomUUID() as AlertBody['alert'],
  rule: { id: 'hr-above-ceiling', version: 1 },
  state: 'raised',
  severity: 'critical',
  from: school.now() - 20_000,
  at: school.now(),
  device: strap(2),
  subject: subject(2),
  lesson: LESSON,
  evidence: {
    kind: 'heart_rate_above',
    ceilingBpm: 190,
    maxBpm: 200,
    sustainedMs: 20_000,
    series: [{ at: school.now() - 1_000, bpm: 199 }],
  },
  ...changes,
});

const eventOf = async (stream: SeenStream): Promise<AlertsEvent> => {
  const seen = await stream.next();
  expect(seen?.event).toBe('alerts');
  return AlertsEvent.parse(seen?.data);
};
/** Reads until the stream brings this alert; signs of life are passed over. */
const viewOf = async (stream: SeenStream, { alert }: AlertBody): Promise<AlertView> => {
  for (;;) {
    const found = (await eventOf(stream)).alerts.find((each) => each.alert === alert);
    if (found !== undefined) return found;
  }
};
const open = async (of: TestSchool) => of.stream('/api/alerts/stream', await of.signIn('nurse'));

describe("the nurse's stream of alerts", () => {
  it('brings an alert from MQTT with name, class and evidence, before any store has it', async () => {
    const stream = await open(school);
    expect(await eventOf(stream)).toMatchObject({ reset: true });
    const body = raised();
    await school.alert(body);
    expect(await viewOf(stream, body)).toEqual({
      ...body,
      name: '合成学生2',
      seat: 2,
      className: '七年级1班',
      clearedAt: null,
    });
    stream.close();
  });

  it('brings one that MQTT lost, and its end, from the table', async () => {
    const stream = await open(school);
    const body = raised();
    await school.storeAlerts(body);
    expect(await viewOf(stream, body)).toMatchObject({ alert: body.alert, clearedAt: null });
    await school.storeAlerts({ ...body, state: 'cleared', at: body.at + 5_000 });
    expect(await viewOf(stream, body)).toMatchObject({ clearedAt: body.at + 5_000 });
    stream.close();
  });

  it('shows an alert once, though both ears bring it', async () => {
    const stream = await open(school);
    const [body, last] = [raised(), raised()];
    await school.alert(body);
    await school.alert(body);
    await school.storeAlerts(body);
    await viewOf(stream, body);
    // Both looks at the table are over when an alert that only the table has is there.
    await school.storeAlerts(last);
    const between: string[] = [];
    for (;;) {
      const alerts = (await eventOf(stream)).alerts.map(({ alert }) => alert);
      between.push(...alerts);
      if (alerts.includes(last.alert)) break;
    }
    expect(between).toEqual([last.alert]);
    stream.close();
  });

  it('has school time: what the gateway found out later is added', async () => {
    const stream = await open(school);
    const wrong = school.now() - 86_400_000;
    const body = raised({ from: wrong - 20_000, at: wrong });
    await school.alert(body, { shiftMs: 86_400_000 - 1_000, errorMs: 4 });
    expect(await viewOf(stream, body)).toMatchObject({
      at: wrong + 86_399_000,
      from: wrong + 86_379_000,
      evidence: {
        series: [
          { at: body.evidence.series[0]?.at === undefined ? 0 : body.evidence.series[0].at + 86_399_000 },
        ],
      },
    });
    stream.close();
  });

  it('gives a sign of life when nothing happens', async () => {
    const stream = await open(school);
    expect((await eventOf(stream)).reset).toBe(true);
    expect(await eventOf(stream)).toMatchObject({ reset: false, alerts: [] });
    stream.close();
  });

  it('begins with all that is open, also after a restart, however much it is', async () => {
    const own = await startSchool();
    const bodies = Array.from({ length: 25 }, () => raised());
    await own.storeAlerts(...bodies);
    await own.restart();
    const stream = await open(own);
    const first = await eventOf(stream);
    expect(first.reset).toBe(true);
    const seen = first.alerts.map(({ alert }) => alert);
    while (seen.length < bodies.length) {
      const event = await eventOf(stream);
      expect(event.reset).toBe(false);
      seen.push(...event.alerts.map(({ alert }) => alert));
    }
    expect([...seen].sort()).toEqual(bodies.map(({ alert }) => alert).sort());
    stream.close();
    await own.close();
  });

  it('goes on while the record store is away: MQTT brings alerts, and nothing open is taken for ended', async () => {
    const own = await startSchool();
    const body = raised();
    await own.storeAlerts(body);
    const { records } = own.stores;
    let away = false;
    await own.restart({
      records: {
        ...records,
        alerts: {
          ...records.alerts,
          list: (filter) =>
            away
              ? Promise.reject(
                  new TizhiError('TIZHI_STORE_UNAVAILABLE', { store: 'records', problem: 'away' }),
                )
              : records.alerts.list(filter),
        },
      },
    });
    const stream = await open(own);
    await viewOf(stream, body);
    away = true;
    await eventually('it is noticed', () =>
      own.logged.some((line) => line.includes('alert table cannot be read')),
    );
    const next = raised();
    await own.alert(next);
    await viewOf(stream, next);
    const again = await open(own);
    const still = (await eventOf(again)).alerts.map(({ alert }) => alert);
    expect(still).toEqual(expect.arrayContaining([body.alert, next.alert]));
    for (const each of [stream, again]) each.close();
    await own.close();
  });
});
