import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { itemsOf, scorePupil } from '@tizhi/analytics';
import {
  type AttemptId,
  DecisionsResponse,
  type ItemKey,
  type SubjectId,
  TestDayPlan,
  TestDayTrace,
  TestDayView,
} from '@tizhi/contracts';
import {
  admitGateway,
  eventually,
  freePort,
  newPlace,
  type Place,
  type RunningProcess,
  startTizhi,
  temporaryFolder,
  tizhi,
} from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeStation } from './fake-station.ts';
import { type SchoolProcess, signIn, startSchoolProcess } from './school-process.ts';
import {
  edgeYaml,
  lineOf,
  PUPILS,
  rosterCsv,
  STATIONS,
  type StationName,
  testPupils,
} from './test-day-class.ts';

const pupils = testPupils();
const pupil = (seat: number) => {
  const found = pupils[seat - 1];
  if (found === undefined) throw new Error(`no seat ${seat}`);
  return found;
};
const JUMP = 'standing_long_jump';
const runOf = (seat: number): ItemKey => (pupil(seat).sex === 'male' ? 'run_1000m' : 'run_800m');
const todayInChina = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** Who does what out of the ordinary. */
const FOULED = 2;
const SWAPPED = [3, 4] as const;
const UNCLAIMED = 5;
const EXEMPT = 6;
const CORRECTED = { seat: 7, value: 9.1 } as const;

describe('a scripted test day of 45 pupils', () => {
  const folder = temporaryFolder();
  const edgeConfig = join(folder.path, 'edge.yaml');
  const stations = new Map<StationName, FakeStation>();
  let place: Place;
  let school: SchoolProcess;
  let gateway: RunningProcess;
  let teacher: Awaited<ReturnType<typeof signIn>>;
  let testDay: string;

  const station = (name: StationName): FakeStation => {
    const found = stations.get(name);
    if (found === undefined) throw new Error(`no station ${name}`);
    return found;
  };
  /** A pupil steps onto a station, which prints what she does under a card. */
  const measure = (name: StationName, seat: number, card = pupil(seat).card): Promise<void> =>
    station(name).print(
      lineOf(
        name,
        card,
        STATIONS[name].items.map((item) => pupil(seat).values[item]),
      ),
    );
  const view = async (): Promise<TestDayView> =>
    TestDayView.parse(await (await teacher.get(`/api/test-days/${testDay}`)).json());
  const resultIn = (seen: TestDayView, seat: number, item: ItemKey) => {
    const found = seen.pupils
      .find((each) => each.seat === seat)
      ?.results.find((result) => result.item === item);
    if (found === undefined) throw new Error(`seat ${seat} has no ${item}`);
    return found;
  };
  const subjectOf = (seen: TestDayView, seat: number): SubjectId => {
    const found = seen.pupils.find((each) => each.seat === seat);
    if (found === undefined) throw new Error(`no seat ${seat}`);
    return found.subject;
  };
  const decide = async (decisions: readonly object[], request: string = randomUUID()) => {
    const answer = await teacher.post(`/api/test-days/${testDay}/decisions`, { request, decisions });
    if (!answer.ok) throw new Error(await answer.text());
    return DecisionsResponse.parse(await answer.json());
  };
  const attemptOf = (seen: TestDayView, seat: number, item: ItemKey): AttemptId => {
    const { attempt } = resultIn(seen, seat, item);
    if (attempt === null) throw new Error(`seat ${seat} has no result of ${item}`);
    return attempt;
  };
  const allDone = (item: ItemKey, seats: readonly number[]) =>
    eventually(
      `everybody's ${item} is in`,
      async () => {
        const seen = await view();
        return seats.every((seat) => resultIn(seen, seat, item).state === 'done');
      },
      60_000,
    );
  const seats = pupils.map(({ seat }) => seat);
  const startGateway = (): RunningProcess => startTizhi(['edge', '--config', edgeConfig], place);

  beforeAll(async () => {
    place = await newPlace(join(folder.path, 'data'));
    const ports = {} as Record<StationName, number>;
    for (const name of Object.keys(STATIONS) as StationName[]) {
      ports[name] = await freePort();
      stations.set(name, new FakeStation(ports[name]));
    }
    const roster = join(folder.path, 'roster.csv');
    writeFileSync(roster, rosterCsv(pupils));
    await tizhi(['roster', 'import', roster], place);
    const printed = await tizhi(['account', 'add', 'teacher', '--role', 'teacher'], place);
    const password = /password 密码: (\S+)/.exec(printed)?.[1] ?? '';
    const secret = await admitGateway('field', place);
    mkdirSync(join(folder.path, 'edge'));
    writeFileSync(edgeConfig, edgeYaml({ mqttPort: place.mqttPort, secret, ports }));
    school = await startSchoolProcess([], place);
    teacher = await signIn(school.url, 'teacher', password);
    gateway = startGateway();
  }, 180_000);
  afterAll(async () => {
    await gateway?.stop('SIGKILL');
    await school?.process.stop('SIGKILL');
    await Promise.all([...stations.values()].map((each) => each.close()));
    folder.remove();
  });

  it('is planned for the class that was imported', async () => {
    const shown = await tizhi(['testday', 'list'], place);
    expect(shown).toContain('还没有体测日');
    const { classes } = (await (await teacher.get('/api/classes')).json()) as {
      classes: { class: string }[];
    };
    const answer = await teacher.post('/api/test-days', {
      name: '秋季体测',
      date: todayInChina(),
      year: 2026,
      kind: 'regular',
      classes: classes.map((each) => each.class),
      stations: Object.entries(STATIONS).flatMap(([name, { items }]) =>
        items.map((item) => ({ station: name, item, error: null, errorSource: null })),
      ),
    });
    expect(answer.status).toBe(200);
    testDay = TestDayPlan.parse(await answer.json()).testDay;
    expect((await view()).pupils).toHaveLength(PUPILS);
  }, 60_000);

  it('measures everybody, though one station restarts in the middle and two pupils wear each other’s card', async () => {
    const [one, other] = SWAPPED;
    for (const seat of seats) {
      if (seat === 20) await station('spiro').restart();
      await measure('scale', seat);
      await measure('sprint', seat);
      await measure(pupil(seat).sex === 'male' ? 'bar' : 'mat', seat);
      await measure('reach', seat, seat === UNCLAIMED ? '' : pupil(seat).card);
      const worn = seat === one ? other : seat === other ? one : seat;
      await measure('spiro', seat, pupil(worn).card);
    }
    for (const item of ['height', 'weight', 'run_50m', 'vital_capacity'] as const) await allDone(item, seats);
    await allDone(
      'sit_and_reach',
      seats.filter((seat) => seat !== UNCLAIMED),
    );
  }, 180_000);

  it('loses no jump when the gateway is killed in the middle: what was not stored is jumped again', async () => {
    for (const seat of seats.slice(0, 25)) await measure('jump', seat);
    await gateway.stop('SIGKILL');
    await station('jump').unplugged();
    gateway = startGateway();
    for (const seat of seats.slice(25)) await measure('jump', seat);
    await allDone(JUMP, seats.slice(25));
    const seen = await view();
    const missing = seats.filter((seat) => resultIn(seen, seat, JUMP).state !== 'done');
    for (const seat of missing) await measure('jump', seat);
    await allDone(JUMP, seats);
  }, 180_000);

  it('takes the decisions of the day: a foul, a swap, the tray, an exemption, finishers by stopwatch', async () => {
    const before = await view();
    const [one, other] = SWAPPED;
    const inTray = before.tray.find(({ item }) => item === 'sit_and_reach');
    expect(inTray?.subject).toBeNull();
    await decide([
      {
        kind: 'claimed',
        attempt: inTray?.attempt,
        subject: subjectOf(before, UNCLAIMED),
        reason: '本人确认',
      },
    ]);
    const fouled = attemptOf(before, FOULED, JUMP);
    await decide([{ kind: 'fouled', attempt: fouled, foul: 'over_line', reason: '踩线' }]);
    await measure('jump', FOULED);
    await allDone(JUMP, [FOULED]);
    const swapped = { item: 'vital_capacity', reason: '两人拿错卡' } as const;
    await decide([
      {
        kind: 'claimed',
        attempt: attemptOf(before, one, swapped.item),
        subject: subjectOf(before, other),
        reason: swapped.reason,
      },
      {
        kind: 'claimed',
        attempt: attemptOf(before, other, swapped.item),
        subject: subjectOf(before, one),
        reason: swapped.reason,
      },
      {
        kind: 'state_set',
        subject: subjectOf(before, EXEMPT),
        item: runOf(EXEMPT),
        state: 'exempt',
        reason: '医生证明',
      },
    ]);
    const finishers = seats.filter((seat) => seat !== EXEMPT);
    const entered = finishers.map((seat) => ({
      kind: 'entered',
      attempt: randomUUID(),
      item: runOf(seat),
      value: pupil(seat).values[runOf(seat)],
      subject: subjectOf(before, seat),
      at: Date.now(),
      by: 'stopwatch',
      raw: `号码布 ${pupil(seat).card}: ${pupil(seat).values[runOf(seat)]} s`,
    }));
    const request = randomUUID();
    expect((await decide(entered, request)).repeated).toBe(false);
    expect((await decide(entered, request)).repeated).toBe(true); // the phone was not sure
    await decide([{ kind: 'closed', reason: '' }]);
  }, 120_000);

  it('takes a late correction by a person with a reason, once it is open again', async () => {
    const seen = await view();
    const attempt = attemptOf(seen, CORRECTED.seat, 'run_50m');
    const decisions = join(folder.path, 'late.json');
    writeFileSync(
      decisions,
      JSON.stringify([
        { kind: 'reopened', reason: '家长询问' },
        { kind: 'corrected', attempt, value: CORRECTED.value, reason: '终点录像复核' },
        { kind: 'closed', reason: '' },
      ]),
    );
    await tizhi(['testday', 'decide', testDay, decisions, '--as', 'teacher'], place);
    expect(resultIn(await view(), CORRECTED.seat, 'run_50m')).toMatchObject({
      value: CORRECTED.value,
      attempt,
    });
    const saw = await teacher.get(
      `/api/test-days/${testDay}/seen/${subjectOf(seen, CORRECTED.seat)}/run_50m`,
    );
    expect(await saw.json()).toMatchObject({
      seen: [{ value: pupil(CORRECTED.seat).values.run_50m, current: false }, { current: true }],
    });
  }, 60_000);

  /** What each pupil really did, by the script and not by the program. */
  const valuesOf = (seat: number): Partial<Record<ItemKey, number>> => {
    const values = { ...pupil(seat).values };
    if (seat === EXEMPT) delete values[runOf(seat)];
    if (seat === CORRECTED.seat) values.run_50m = CORRECTED.value;
    return values;
  };

  it('shows every total as the standard has it', async () => {
    const seen = await view();
    expect(seen.closed).toBe(true);
    expect(seen.tray).toEqual([]);
    for (const seat of seats) {
      const { sex } = pupil(seat);
      const expected = scorePupil({ grade: '8', sex, values: valuesOf(seat) });
      const shown = seen.pupils.find((each) => each.seat === seat);
      expect(shown, `seat ${seat}`).toMatchObject({
        name: pupil(seat).name,
        standardScore: expected.standardScore,
        bonus: expected.bonus,
        total: expected.total,
        level: expected.level,
        missing: expected.missing,
      });
    }
    expect(seen.pupils.filter(({ total }) => total !== null)).toHaveLength(PUPILS - 1);
    expect(resultIn(seen, EXEMPT, runOf(EXEMPT))).toMatchObject({ state: 'exempt', value: null });
    const table = await tizhi(['testday', 'show', testDay], place);
    expect(table.match(/八年级1班/g)).toHaveLength(PUPILS);
  }, 60_000);

  it('walks every score back to the frame that its station really sent', async () => {
    const seen = await view();
    let walked = 0;
    for (const seat of seats) {
      for (const { item } of itemsOf('8', pupil(seat).sex)) {
        const path = `/api/test-days/${testDay}/trace/${subjectOf(seen, seat)}/${item}`;
        const trace = TestDayTrace.parse(await (await teacher.get(path)).json());
        if (seat === EXEMPT && item === runOf(EXEMPT)) {
          expect(trace.score).toBeNull();
          continue;
        }
        expect(trace.score, `seat ${seat} ${item}`).not.toBeNull();
        expect(trace.sources).toHaveLength(item === 'bmi' ? 2 : 1);
        for (const source of trace.sources) {
          if (source.station === null) {
            expect(source.rawText).toContain(pupil(seat).card);
            continue;
          }
          const { sent } = station(source.station as StationName);
          const frame = (source.rawHex ?? '').replace(/0d0a$/, '');
          expect(sent, `seat ${seat} ${item}`).toContain(frame);
          const measured = pupil(seat).values[source.item];
          expect(Buffer.from(frame, 'hex').toString('latin1').split(',')).toContain(String(measured));
        }
        walked += 1;
      }
    }
    expect(walked).toBe(PUPILS * 7 - 1);
  }, 120_000);

  it.each(['.xls', '.xlsx', '.csv'])(
    'exports a national file as %s that comes back without loss',
    async (kind) => {
      const file = join(folder.path, `national${kind}`);
      if (kind === '.xls') {
        const made = await teacher.post(`/api/test-days/${testDay}/export?format=xls`, undefined);
        writeFileSync(file, Buffer.from(await made.arrayBuffer()));
      } else
        await tizhi(['export', 'national', '--testday', testDay, '--vision', 'none', '--out', file], place);
      const scored = jsonLines(await tizhi(['score', file, '--json'], place));
      expect(scored).toHaveLength(PUPILS);
      for (const [index, row] of scored.entries()) {
        const seat = index + 1;
        const expected = scorePupil({ grade: '8', sex: pupil(seat).sex, values: valuesOf(seat) });
        const scores = Object.fromEntries(
          Object.entries(expected.items).map(([item, { value, score, bonus }]) => [
            item,
            { value, score, bonus },
          ]),
        );
        expect(row, `seat ${seat}`).toMatchObject({ items: scores, total: expected.total, errors: [] });
      }
      const again = jsonLines(await tizhi(['roster', 'import', file, '--preview', '--json'], place));
      const { pupils: changes, errors } = again[0] as { pupils: { change: string }[]; errors: unknown[] };
      expect(errors).toEqual([]);
      expect(changes.map(({ change }) => change)).toEqual(pupils.map(() => 'same'));
    },
    60_000,
  );
});

const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
