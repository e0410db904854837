import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttemptBody } from '@tizhi/contracts';
import { eventually, startProcess, temporaryFolder } from '@tizhi/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RESERVE_BYTES } from './disk-reserve.ts';
import type { Outgoing } from './letter.ts';
import { alert, type Heard, listen, outboxOn, result, telemetry } from './outbox.fixture.ts';
import type { Outbox } from './outbox.ts';
import { sqliteDisk } from './sqlite-disk.ts';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
const open: Outbox[] = [];

beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'outbox.db');
});
afterEach(() => {
  for (const outbox of open.splice(0)) outbox.close();
  folder.remove();
});

function openOutbox({ maxBytes = 100_000_000 }: { maxBytes?: number } = {}): Outbox {
  const outbox = outboxOn(sqliteDisk({ file, maxBytes }));
  open.push(outbox);
  return outbox;
}
function closeAll(): void {
  for (const outbox of open.splice(0)) outbox.close();
}

/** The school has everything up to this message. */
function acknowledge(outbox: Outbox, heard: Heard | undefined): void {
  if (heard === undefined) throw new Error('nothing was heard');
  const { epoch, seq, chain } = heard.envelope;
  outbox.acknowledge(heard.lane, { epoch, seq, chain });
}
const padded = (n: number, padding: number): Outgoing => {
  const { body, ...rest } = telemetry(n, padding);
  return { ...rest, lane: 'result', body: body as unknown as AttemptBody };
};

describe('outbox file', () => {
  it('sends what was enqueued before a restart, under the same epoch and numbers', () => {
    const before = openOutbox();
    for (let n = 1; n <= 3; n++) before.enqueue(result(n));
    const { epoch } = before;
    closeAll();
    const heard = listen(openOutbox());
    expect(heard.map(({ envelope }) => [envelope.epoch, envelope.seq, envelope.body.n])).toEqual([
      [epoch, 1, 1],
      [epoch, 2, 2],
      [epoch, 3, 3],
    ]);
  });

  it('never uses a number twice, even when everything was acknowledged and deleted before a restart', () => {
    const before = openOutbox();
    for (let n = 1; n <= 3; n++) before.enqueue(result(n));
    const [, , third] = listen(before);
    acknowledge(before, third);
    closeAll();
    const after = openOutbox();
    after.enqueue(result(4));
    expect(listen(after).map(({ envelope }) => envelope.seq)).toEqual([4]);
  });

  it('keeps the last desired state through a restart', () => {
    openOutbox().saveNote('roster', '{"version":3}');
    closeAll();
    expect(openOutbox().note('roster')).toBe('{"version":3}');
  });

  it('refuses a second agent on the same file', () => {
    openOutbox();
    expect(() => openOutbox()).toThrow(expect.objectContaining({ code: 'TIZHI_OUTBOX_LOCKED' }));
  });

  it('sets a file of rubbish aside and begins a new epoch', () => {
    writeFileSync(file, 'this is no database '.repeat(500));
    const outbox = openOutbox();
    outbox.enqueue(result(1));
    expect(outbox.lane('result').queued).toBe(1);
    const aside = readdirSync(folder.path).find((name) => name.includes('.damaged-'));
    expect(readFileSync(join(folder.path, aside ?? ''), 'utf8')).toContain('this is no database');
  });

  it('sets a file with overwritten pages aside', () => {
    const before = openOutbox();
    const { epoch } = before;
    for (let n = 0; n < 200; n++) before.enqueue(telemetry(n, 2_000));
    closeAll();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 4096 * 3, 4096 * 40);
    writeFileSync(file, bytes);
    expect(openOutbox().epoch).not.toBe(epoch);
  });

  it('gives oldest telemetry up at the configured bound, never results or alerts', () => {
    const outbox = openOutbox({ maxBytes: 1_000_000 });
    for (let n = 1; n <= 50; n++) outbox.enqueue(result(n));
    for (let n = 1; n <= 400; n++) outbox.enqueue(telemetry(n, 10_000));
    for (let n = 51; n <= 300; n++) outbox.enqueue(result(n));
    const { queued, dropped } = outbox.lane('telemetry');
    expect(dropped).toBeGreaterThan(200);
    expect(queued + dropped).toBe(400);
    expect(outbox.lane('result')).toEqual({ queued: 300, dropped: 0 });
    const [first] = listen(outbox).filter(({ lane }) => lane === 'telemetry');
    expect(first?.envelope).toMatchObject({ seq: dropped + 1, first: dropped + 1, body: { n: dropped + 1 } });
  });

  it('lets results past the bound once there is no telemetry left to give up', () => {
    const outbox = openOutbox({ maxBytes: 100_000 });
    for (let n = 1; n <= 100; n++) outbox.enqueue(padded(n, 4_000));
    expect(outbox.lane('result')).toEqual({ queued: 100, dropped: 0 });
  });

  it('holds a reserve of disk for alerts and results, and fills it up again after it was needed', () => {
    const outbox = openOutbox();
    expect(statSync(`${file}.reserve`).size).toBe(RESERVE_BYTES);
    rmSync(`${file}.reserve`);
    outbox.tick();
    expect(statSync(`${file}.reserve`).size).toBe(RESERVE_BYTES);
  });

  it('lets telemetry grow no more while the reserve is gone, but results go on', () => {
    mkdirSync(`${file}.reserve`); // stands in for a disk that has no room for it
    const outbox = openOutbox();
    for (let n = 1; n <= 50; n++) outbox.enqueue(telemetry(n, 10_000));
    for (let n = 1; n <= 50; n++) outbox.enqueue(result(n));
    expect(outbox.lane('telemetry').dropped).toBeGreaterThan(20);
    expect(outbox.lane('result')).toEqual({ queued: 50, dropped: 0 });
  });

  it('counts dropped telemetry through a restart', () => {
    const before = openOutbox({ maxBytes: 500_000 });
    for (let n = 1; n <= 100; n++) before.enqueue(telemetry(n, 10_000));
    const { dropped } = before.lane('telemetry');
    closeAll();
    expect(openOutbox().lane('telemetry').dropped).toBe(dropped);
    expect(dropped).toBeGreaterThan(0);
  });

  it('begins a new epoch, and sends all it holds again, when it was put back from an old copy', () => {
    const before = openOutbox();
    before.enqueue(result(1));
    before.enqueue(alert(1));
    const { epoch } = before;
    closeAll();
    const restored = openOutbox(); // as it was when the copy was made; the school has since stored up to 5
    restored.enqueue(result(6));
    const heard = listen(restored);
    restored.acknowledge('result', { epoch, seq: 5, chain: '0'.repeat(64) });
    expect(restored.epoch).not.toBe(epoch);
    expect(heard.filter(({ envelope }) => envelope.epoch === restored.epoch)).toEqual([
      expect.objectContaining({ lane: 'alert', envelope: expect.objectContaining({ seq: 1 }) }),
      expect.objectContaining({
        lane: 'result',
        envelope: expect.objectContaining({ seq: 1, body: { kind: 'attempt', n: 1 } }),
      }),
      expect.objectContaining({
        lane: 'result',
        envelope: expect.objectContaining({ seq: 2, body: { kind: 'attempt', n: 6 } }),
      }),
    ]);
  });
});

describe('outbox in a process that is killed', () => {
  const child = join(import.meta.dirname, 'outbox-crash.fixture.ts');

  it('has after kill -9 everything whose enqueue had returned, and never gives a number twice', async () => {
    const seen = new Map<number, string>();
    for (let round = 0; round < 5; round++) {
      const journal = join(folder.path, `journal-${round}`);
      const running = startProcess(process.execPath, [child, file, journal, String(round)]);
      await eventually('some enqueues', () => existsSync(journal) && lines(journal).length > 20 + round * 7);
      await running.stop('SIGKILL');
      // What the child's enqueue returned for, and what of it was acknowledged and so may be gone.
      const enqueued = lines(journal);
      const outbox = openOutbox();
      const heard = drain(outbox);
      closeAll();
      for (const [seq, name] of heard) {
        expect(seen.get(seq) ?? name).toBe(name);
        seen.set(seq, name);
      }
      const names = new Set(seen.values());
      expect(enqueued.filter((name) => !names.has(name))).toEqual([]);
    }
    expect([...seen.keys()].sort((a, b) => a - b)).toEqual(Array.from(seen, (_, i) => i + 1));
  }, 60_000);
});

/** Whole lines only: the last may be cut by the kill, and then its enqueue is not claimed to have returned. */
const lines = (path: string): string[] => readFileSync(path, 'utf8').split('\n').slice(0, -1);

function drain(outbox: Outbox): Map<number, string> {
  const all = new Map<number, string>();
  const heard = listen(outbox);
  while (outbox.lane('result').queued > 0) {
    const batch = heard.splice(0);
    for (const { envelope } of batch) all.set(envelope.seq, String(envelope.body.n));
    acknowledge(outbox, batch.at(-1));
  }
  return all;
}
