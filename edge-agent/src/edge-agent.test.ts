import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BootId, TelemetryBody } from '@tizhi/contracts';
import { eventually, freePort, temporaryFolder } from '@tizhi/testing';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EdgeConfig } from './config/edge-config.ts';
import { type EdgeAgent, type EdgeAgentOptions, startEdgeAgent } from './edge-agent.ts';
import { outboxOn, telemetry } from './outbox/outbox.fixture.ts';
import { sqliteDisk } from './outbox/sqlite-disk.ts';
import { PIPELINE_LIMITS } from './pipeline/pipeline.ts';
import { ADDRESS, School, Station } from './school.fixture.ts';

const log = pino({ level: 'silent' });

let folder: ReturnType<typeof temporaryFolder>;
let school: School;
let agent: EdgeAgent | undefined;
let station: Station | undefined;

beforeEach(async () => {
  folder = temporaryFolder();
  school = new School(await freePort());
});
afterEach(async () => {
  await agent?.stop();
  agent = undefined;
  station?.close();
  station = undefined;
  await school.close();
  folder.remove();
});

const STATION = {
  id: 'station/hall-jump',
  name: { zh: '立定跳远', en: 'Jump' },
  framing: { kind: 'delimiter', delimiter: '\r\n' },
  format: {
    kind: 'pattern',
    pattern: 'JUMP,{tag},{distance},cm',
    fields: { tag: { is: 'tag' }, distance: { is: 'value', item: 'standing_long_jump', unit: 'cm' } },
  },
};
async function start(...sources: unknown[]): Promise<EdgeAgent> {
  return startWith({}, ...sources);
}
async function startWith(options: Partial<EdgeAgentOptions>, ...sources: unknown[]): Promise<EdgeAgent> {
  const config = EdgeConfig.parse({
    ...ADDRESS,
    dataDir: join(folder.path, 'edge'),
    broker: { url: `mqtt://127.0.0.1:${school.port}`, username: 'u', password: 'p' },
    stations: [STATION],
    sources,
  });
  agent = await startEdgeAgent({ config, log, ...options });
  return agent;
}
/** A station on a device server, as a source. */
async function stationSource() {
  const port = await freePort();
  station = new Station(port);
  return { kind: 'tcp', device: 'jump-1', definition: 'station/hall-jump', host: '127.0.0.1', port };
}
/** An agent with straps and a station, in a boot that has heard no clock yet. */
async function startWithBoot(id: string): Promise<EdgeAgent> {
  const straps = { kind: 'simulate', seed: 7, straps: { count: 10 }, stations: [] };
  const running = await startWith(
    { boot: { id: BootId.parse(id), startedAt: 0 } },
    straps,
    await stationSource(),
  );
  await eventually('station connected', () => running.status().sources[1]?.link.up);
  return running;
}
/** An agent with one station on a device server, all connected. */
async function startWithStation(): Promise<EdgeAgent> {
  const running = await start(await stationSource());
  await eventually('station and broker connected', () => {
    const { broker, sources } = running.status();
    return broker.up && sources[0]?.link.up;
  });
  return running;
}
function recording(name: string, rates: readonly number[]): string {
  const file = join(folder.path, name);
  writeFileSync(file, `t_s,hr_bpm\n${rates.map((bpm, t) => `${t},${bpm}`).join('\n')}\n`);
  return file;
}
const replay = (file: string, device = 'strap-1') => ({
  kind: 'replay',
  device,
  file,
  speed: 'max',
  startAt: 1_000_000,
});
const ROSTER = {
  version: 1,
  pupils: [{ subject: 's1', class: 'c1', tag: '12', sex: 'male', maxBpm: 205, ceilingBpm: 180 }],
};
const LESSON = {
  version: 1,
  lessons: [
    {
      lesson: 'l1',
      class: 'c1',
      startedAt: 0,
      plannedEndAt: 4_000_000_000_000,
      bindings: [{ device: 'strap-1', subject: 's1', from: 0, to: null }],
    },
  ],
};
const drained = (running: EdgeAgent): boolean =>
  Object.values(running.status().online.lanes).every(({ queued }) => queued === 0);

describe('edge agent', () => {
  it('brings a recording to the school sample for sample', async () => {
    await school.open();
    const rates = Array.from({ length: 1_730 }, (_, i) => 60 + (i % 120));
    const running = await start(replay(recording('run.csv', rates)));
    await eventually(
      'played and drained',
      () => running.status().sources[0]?.finished && school.samples().length === 1_730,
    );
    expect(school.samples().map(({ device, at, bpm }) => [device, at, bpm])).toEqual(
      rates.map((bpm, t) => ['strap-1', 1_000_000 + t * 1_000, bpm]),
    );
    await eventually('acknowledged', () => drained(running));
  });

  it('brings each good line of a noisy station once, with the pupil of the tag and the raw frame', async () => {
    await school.open();
    school.say('roster', ROSTER);
    school.say('lesson', LESSON);
    const running = await startWithStation();
    await eventually('the lesson is known', () => running.status().desired.lesson === 1);
    for (const part of ['\xff\0noise\r\nJUMP,12,2', '25,cm\r\nJUMP,99', ',180,cm\r\nJUMP,1']) {
      station?.print(part);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await eventually('two attempts', () => school.attempts().length === 2);
    expect(school.attempts()[0]).toMatchObject({
      item: 'standing_long_jump',
      value: 225,
      unit: 'cm',
      station: 'jump-1',
      tag: '12',
      subject: 's1',
      lesson: 'l1',
      doubt: null,
    });
    expect(Buffer.from(school.attempts()[0]?.rawHex ?? '', 'hex').toString()).toMatch(/^JUMP,12,225,cm/);
    expect(school.attempts()[1]).toMatchObject({ value: 180, tag: '99', subject: null });
    expect(running.status().online.rejected).toBeGreaterThan(0);
  });

  it('works with no network, and drains when one comes', async () => {
    const running = await start(replay(recording('run.csv', Array(700).fill(100))));
    await eventually('all in the outbox', () => running.status().sources[0]?.finished);
    await eventually('flushed', () => running.status().online.lanes.telemetry.queued === 2);
    expect(running.status().broker).toMatchObject({ up: false });
    await school.open();
    await eventually('drained', () => drained(running) && school.samples().length === 700);
  });

  it('survives a broker that goes and comes back in the middle, storing everything once', async () => {
    await school.open();
    const running = await startWithStation();
    const values = Array.from({ length: 60 }, (_, i) => 100 + i);
    for (const [i, value] of values.entries()) {
      if (i === 20) school.listening = false;
      if (i === 30) await school.close();
      if (i === 45) await school.open();
      if (i === 50) school.listening = true;
      station?.print(`JUMP,1,${value},cm\r\n`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await eventually('all stored', () => school.attempts().length >= 60 && drained(running), 20_000);
    expect(school.attempts().map(({ value }) => value)).toEqual(values);
    expect(new Set(school.attempts().map(({ attempt }) => attempt)).size).toBe(60);
  }, 40_000);

  it('raises an alert with the network down, from the roster it was given before a restart', async () => {
    await school.open();
    school.say('roster', ROSTER);
    school.say('lesson', LESSON);
    const quiet = recording('quiet.csv', [70]);
    await start(replay(quiet, 'strap-2'));
    await eventually(
      'both are known',
      () => agent?.status().desired.roster === 1 && agent.status().desired.lesson === 1,
    );
    await agent?.stop();
    await school.close();
    const running = await start(
      replay(recording('hard.csv', [...Array(40).fill(195), ...Array(40).fill(120)])),
    );
    await eventually(
      'raised and cleared, still here',
      () => running.status().online.lanes.alert.queued === 2,
    );
    await school.open();
    await eventually('both at the school', () => school.alerts().length === 2);
    const [raised, cleared] = school.alerts();
    expect(raised).toMatchObject({
      state: 'raised',
      subject: 's1',
      lesson: 'l1',
      at: 1_030_000,
      severity: 'warning',
    });
    expect(raised?.evidence.series).toHaveLength(31);
    expect(cleared).toMatchObject({ state: 'cleared', alert: raised?.alert });
  });

  it('ignores desired state that is not newer, and nonsense', async () => {
    await school.open();
    const stationTags = ROSTER.pupils.map((pupil) => ({ ...pupil, tag: '77' }));
    school.say('roster', { version: 5, pupils: stationTags });
    const running = await startWithStation();
    await eventually('the roster is known', () => running.status().desired.roster === 5);
    school.say('roster', { ...ROSTER, version: 4 });
    school.say('lesson', { version: 'x' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    station?.print('JUMP,77,200,cm\r\n');
    await eventually('an attempt', () => school.attempts().length === 1);
    expect(school.attempts()[0]?.subject).toBe('s1');
    expect(running.status().desired).toMatchObject({ roster: 5, lesson: 0 });
  });

  it('says that it is there, and that it goes', async () => {
    await school.open();
    const running = await start(replay(recording('run.csv', [70])));
    await eventually('birth', () => school.statuses.some(({ state }) => state === 'online'));
    expect(school.statuses[0]).toMatchObject({ state: 'online', sources: 1 });
    await running.stop();
    expect(school.statuses.at(-1)?.state).toBe('offline');
  });

  it('leaves a last will for when the line breaks, and is back by itself', async () => {
    await school.open();
    await start(replay(recording('run.csv', [70])));
    await eventually('birth', () => school.statuses.at(-1)?.state === 'online');
    school.cut();
    await eventually('offline, then online', () => {
      const states = school.statuses.map(({ state }) => state);
      return states.includes('offline') && states.at(-1) === 'online';
    });
  });

  it('runs a demo class: every strap and station is heard as bytes', async () => {
    await school.open();
    school.say('roster', ROSTER);
    await start({
      kind: 'simulate',
      seed: 7,
      straps: { count: 12 },
      stations: [{ device: 'jump-1', definition: 'station/hall-jump', everyMs: 200 }],
    });
    await eventually(
      'straps and jumps',
      () => new Set(school.samples().map(({ device }) => device)).size === 12,
    );
    await eventually('jumps of the pupil in the roster', () =>
      school.attempts().some(({ subject }) => subject === 's1'),
    );
    const rates = school.samples().flatMap(({ bpm, doubt }) => (bpm === null || doubt !== null ? [] : [bpm]));
    expect(Math.min(...rates)).toBeGreaterThan(50);
    expect(Math.max(...rates)).toBeLessThan(215);
  });

  it('numbers the readings of a device on from where it was before a restart', async () => {
    await school.open();
    await start(replay(recording('first.csv', Array(10).fill(70))));
    await eventually('ten readings', () => school.samples().length === 10);
    await agent?.stop();
    await start(replay(recording('second.csv', Array(5).fill(80))));
    await eventually('five more', () => school.samples().length === 15);
    expect(school.samples().map(({ n }) => n)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
  });

  it('shows live what it hears, and keeps nothing of that for later', async () => {
    const running = await start({ kind: 'simulate', seed: 7, straps: { count: 10 }, stations: [] });
    await eventually('readings in the outbox', () => running.status().online.lanes.telemetry.queued > 1);
    await school.open();
    await eventually('live readings', () => school.live.length > 2);
    const first = school.live[0]?.body?.blocks[0];
    expect(first?.n.every((n) => n > 1)).toBe(true);
    await eventually('the others came by their lane', () => school.samples().some(({ n }) => n === 1));
    const { online } = running.status();
    expect(online.lanes.telemetry.dropped).toBe(0);
  });

  it('corrects a clock that is an hour slow: what it heard before the school answered, and after', async () => {
    const HOUR = 3_600_000;
    const began = Date.now();
    const running = await startWith(
      { clock: () => Date.now() - HOUR, boot: { id: BootId.parse('boot-x'), startedAt: 0 } },
      { kind: 'simulate', seed: 7, straps: { count: 10 }, stations: [] },
    );
    await eventually('readings in the outbox', () => running.status().online.lanes.telemetry.queued > 1);
    expect(running.status().online.clock).toEqual({ skewMs: 0, errorMs: null });
    await school.open();
    await eventually('both kinds at the school', () => {
      const stamps = school.inbox.taken.map(({ clock }) => clock);
      return stamps.some(({ shiftMs }) => shiftMs > 0) && stamps.some(({ skewMs }) => skewMs > 0);
    });
    const now = Date.now();
    for (const { body, clock } of school.inbox.taken) {
      const [block] = TelemetryBody.parse(body).blocks;
      for (const at of block?.at ?? []) {
        expect(at + clock.shiftMs).toBeGreaterThan(began - 1_000);
        expect(at + clock.shiftMs).toBeLessThan(now + 1_000);
      }
      expect(Math.abs(clock.shiftMs + clock.skewMs - HOUR)).toBeLessThan(1_000);
      expect(clock.errorMs).not.toBeNull();
    }
    expect(Math.abs(running.status().online.clock.skewMs - HOUR)).toBeLessThan(1_000);
  });

  it('holds telemetry until the school tells the time, and lets alerts and results go', async () => {
    school.tellsTime = false;
    await school.open();
    const running = await startWithBoot('boot-y');
    station?.print('JUMP,77,200,cm\r\n');
    await eventually('an attempt', () => school.attempts().length === 1);
    expect(school.inbox.taken[0]?.clock).toEqual({ skewMs: 0, shiftMs: 0, errorMs: null });
    expect(school.samples()).toEqual([]);
    school.tellsTime = true;
    await eventually('readings', () => school.samples().length > 0);
    expect(running.status().online.clock.errorMs).not.toBeNull();
  });

  it('stops at once with a full outbox, no broker and a recording that waits for room', async () => {
    mkdirSync(join(folder.path, 'edge'));
    const outbox = outboxOn(
      sqliteDisk({ file: join(folder.path, 'edge', 'outbox.db'), maxBytes: 100_000_000 }),
    );
    for (let n = 1; n <= PIPELINE_LIMITS.backlog; n++) outbox.enqueue(telemetry(n));
    outbox.close();
    const running = await start(replay(recording('run.csv', Array(700).fill(100))));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(running.status().sources[0]).toMatchObject({ finished: false, frames: 0 });
    await running.stop();
  }, 10_000);

  it('refuses to share its outbox with another agent', async () => {
    await start(replay(recording('run.csv', [70])));
    const first = agent;
    await expect(start(replay(recording('run.csv', [70])))).rejects.toMatchObject({
      code: 'TIZHI_OUTBOX_LOCKED',
    });
    agent = first;
  });

  it('refuses the outbox of a gateway with another name, and leaves it as it is', async () => {
    await start(replay(recording('run.csv', [70])));
    await agent?.stop();
    agent = undefined;
    const config = EdgeConfig.parse({
      ...ADDRESS,
      gateway: 'gw-other',
      dataDir: join(folder.path, 'edge'),
      broker: { url: `mqtt://127.0.0.1:${school.port}`, username: 'u', password: 'p' },
      sources: [replay(recording('other.csv', [70]))],
    });
    await expect(startEdgeAgent({ config, log })).rejects.toMatchObject({ code: 'TIZHI_OUTBOX_FOREIGN' });
    await start(replay(recording('run.csv', [70])));
  });

  it('clears after a restart what it had raised before, under the same id', async () => {
    await school.open();
    school.say('roster', ROSTER);
    school.say('lesson', LESSON);
    const first = await start(replay(recording('quiet.csv', [70]), 'strap-2'));
    await eventually('the lesson is known', () => first.status().desired.lesson === 1);
    await first.stop();
    await start(replay(recording('hard.csv', Array(40).fill(195))));
    await eventually('raised', () => school.alerts().length === 1);
    await agent?.stop();
    const calm = { ...replay(recording('calm.csv', Array(40).fill(120))), startAt: 1_060_000 };
    await start(calm);
    await eventually('cleared', () => school.alerts().some(({ state }) => state === 'cleared'));
    const [raised] = school.alerts();
    expect(new Set(school.alerts().map(({ alert }) => alert))).toEqual(new Set([raised?.alert]));
  });
});
