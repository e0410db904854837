import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type DeviceId, type HeartRateSample, type Lane, toHeartRateBlock } from '@tizhi/contracts';
import { temporaryFolder } from '@tizhi/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outgoing } from './letter.ts';
import { alert, listen, outboxOn, result, SYNCED, telemetry } from './outbox.fixture.ts';
import type { Outbox } from './outbox.ts';
import { Damaged, DiskFull, type OutboxDisk, type OutboxFile } from './outbox-file.ts';
import { sqliteDisk } from './sqlite-disk.ts';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
const outboxes: Outbox[] = [];
const open = (disk: OutboxDisk = sqliteDisk({ file, maxBytes: 100_000_000 })): Outbox => {
  const outbox = outboxOn(disk);
  outboxes.push(outbox);
  return outbox;
};
const closeAll = (): void => {
  for (const outbox of outboxes.splice(0)) outbox.close();
};
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'outbox.db');
});
afterEach(() => {
  closeAll();
  folder.remove();
});

const STRAP = 'strap-1' as DeviceId;
const reading = (n: number): Outgoing => {
  const sample: HeartRateSample = {
    device: STRAP,
    at: SYNCED.at,
    n,
    deviceAt: null,
    bpm: 100,
    contact: 'detected',
    confidence: 1,
    doubt: null,
    energyKj: null,
    rrMs: [],
  };
  return {
    lane: 'telemetry',
    body: { kind: 'telemetry', blocks: [toHeartRateBlock([sample])] },
    stamp: SYNCED,
  };
};
const numbers = (outbox: Outbox, lane: Lane): number[] =>
  listen(outbox)
    .filter((each) => each.lane === lane)
    .map(({ envelope }) => envelope.body.n);

/** Overwrites pages of the closed file; page 1 is the first. */
function overwrite(from: number, to: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 4096 * (from - 1), Math.min(bytes.length, 4096 * to));
  writeFileSync(file, bytes);
}

/** A disk that fails when told to. */
function failing(disk: OutboxDisk): OutboxDisk & { problem: Error | undefined } {
  const wrap = (inner: OutboxFile): OutboxFile =>
    new Proxy(inner, {
      get(target, name) {
        const value = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (name !== 'close' && wrapped.problem !== undefined) {
            const { problem } = wrapped;
            if (problem instanceof Damaged) wrapped.problem = undefined;
            throw problem;
          }
          return value.apply(target, args);
        };
      },
    });
  const wrapped = {
    problem: undefined as Error | undefined,
    open: () => wrap(disk.open()),
    replace: () => {
      const begun = disk.replace();
      return {
        ...begun,
        file: wrap(begun.file),
        settle: () => {
          const settled = begun.settle();
          return { ...settled, file: wrap(settled.file) };
        },
      };
    },
  };
  return wrapped;
}

describe('a damaged outbox file', () => {
  it('gives back what is on its sound pages: alerts, results and telemetry', () => {
    const before = open();
    before.enqueue(alert(1));
    for (let n = 1; n <= 20; n++) before.enqueue(result(n));
    for (let n = 1; n <= 200; n++) before.enqueue(telemetry(n, 6_000));
    const { epoch } = before;
    closeAll();
    overwrite(60, 90);
    const after = open();
    expect(after.epoch).not.toBe(epoch);
    expect(after.lane('alert').queued).toBe(1);
    expect(after.lane('result').queued).toBe(20);
    expect(after.lane('telemetry').queued).toBeGreaterThan(100);
    expect(after.lane('telemetry').queued).toBeLessThan(200);
    const heard = listen(after);
    expect(heard[0]?.envelope).toMatchObject({ seq: 1, body: { kind: 'alert', n: 1 } });
    expect(heard.filter(({ envelope }) => envelope.damaged).length).toBeLessThan(5);
  });

  it('sends what parses but is not what was written as damaged, never as a number', () => {
    const before = open();
    for (let n = 1; n <= 3; n++) before.enqueue(result(n));
    closeAll();
    const db = new DatabaseSync(file);
    db.exec(`UPDATE result_letters SET body = replace(body, '2', '9')`);
    db.exec(`UPDATE epochs SET epoch = 'rubbish'`);
    db.close();
    const heard = listen(open());
    expect(heard.map(({ envelope }) => envelope.damaged !== undefined || envelope.body.n)).toEqual([
      1,
      true,
      3,
    ]);
  });

  it('is replaced in the middle of work, without losing the message at hand or what it held', () => {
    const disk = failing(sqliteDisk({ file, maxBytes: 100_000_000 }));
    const outbox = open(disk);
    outbox.enqueue(result(1));
    outbox.saveNote('roster', '{"version":3}');
    disk.problem = new Damaged('a broken page');
    outbox.enqueue(result(2));
    expect(numbers(outbox, 'result')).toEqual([1, 2]);
    closeAll();
    expect(open().note('roster')).toBe('{"version":3}');
  });

  it('keeps everything where the disk fails while it is being replaced, and is replaced at the next start', () => {
    const sound = sqliteDisk({ file, maxBytes: 100_000_000 });
    const before = open(sound);
    for (let n = 1; n <= 20; n++) before.enqueue(result(n));
    before.enqueue(reading(7));
    closeAll();
    const numbersOnly = new DatabaseSync(file);
    numbersOnly.exec(`UPDATE epochs SET epoch = 'rubbish'`);
    numbersOnly.close();
    const disk = failing(sound);
    for (const problem of [new Error('disk I/O error'), new DiskFull('no room')]) {
      disk.problem = problem;
      expect(() => open(disk)).toThrow(problem.message);
    }
    disk.problem = undefined;
    const after = open(disk);
    expect(after.lane('result').queued).toBe(20);
    expect(after.counts.get(STRAP)).toBe(7);
    expect(readdirSync(folder.path).filter((name) => /damaged-\d$/.test(name))).toHaveLength(1);
  });

  it('takes its new file at the next start where the process died between the two renames', () => {
    const before = open();
    for (let n = 1; n <= 3; n++) before.enqueue(result(n));
    closeAll();
    renameSync(file, `${file}.new`);
    writeFileSync(`${file}-wal`, 'of the file that was set aside');
    expect(open().lane('result').queued).toBe(3);
  });

  it('is replaced in the middle of sending: nothing goes out under a number of the old file', () => {
    const disk = failing(sqliteDisk({ file, maxBytes: 100_000_000 }));
    const outbox = open(disk);
    for (let n = 1; n <= 10; n++) outbox.enqueue(result(n));
    const last = listen(outbox).at(-1)?.envelope;
    outbox.acknowledge('result', { epoch: outbox.epoch, seq: 10, chain: last?.chain ?? '' });
    outbox.disconnected();
    for (let n = 11; n <= 15; n++) outbox.enqueue(result(n));
    disk.problem = new Damaged('a broken page');
    const heard = listen(outbox).map(({ envelope }) => [envelope.seq, envelope.first, envelope.body.n]);
    expect(heard).toEqual([11, 12, 13, 14, 15].map((n, i) => [i + 1, 1, n]));
    expect(outbox.damaged).toBe(0);
  });

  it('is not replaced again at once: a disk that damages everything must not fill up with copies', () => {
    const disk = failing(sqliteDisk({ file, maxBytes: 100_000_000 }));
    const outbox = open(disk);
    for (let i = 0; i < 20; i++) {
      disk.problem = new Damaged('a broken page');
      try {
        outbox.enqueue(result(i));
      } catch {
        // The caller keeps it.
      }
    }
    const kept = readdir().filter((name) => name.includes('.damaged-') && !name.includes('-wal'));
    expect(kept.length).toBeLessThanOrEqual(2);
  });

  it('keeps the count of readings, from memory or from what can be read', () => {
    const disk = failing(sqliteDisk({ file, maxBytes: 100_000_000 }));
    const outbox = open(disk);
    outbox.enqueue(reading(7));
    disk.problem = new Damaged('a broken page');
    outbox.enqueue(reading(8));
    expect(outbox.counts.get(STRAP)).toBe(8);
    closeAll();
    const db = new DatabaseSync(file);
    db.exec(`UPDATE epochs SET epoch = 'rubbish'`);
    db.close();
    expect(open().counts.get(STRAP)).toBe(8);
  });
});

describe('a disk that does not answer', () => {
  it('hands a message back to its caller, and takes it again later under the same number', () => {
    const disk = failing(sqliteDisk({ file, maxBytes: 100_000_000 }));
    const outbox = open(disk);
    outbox.enqueue(result(1));
    disk.problem = new Error('disk I/O error');
    expect(() => outbox.enqueue(result(2))).toThrow('disk I/O error');
    outbox.tick();
    disk.problem = undefined;
    outbox.enqueue(result(2));
    expect(listen(outbox).map(({ envelope }) => [envelope.seq, envelope.body.n])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('does not lose what is in flight when it cannot be read for a while', () => {
    const disk = failing(sqliteDisk({ file, maxBytes: 100_000_000 }));
    const outbox = open(disk);
    outbox.enqueue(result(1));
    disk.problem = new Error('disk I/O error');
    expect(listen(outbox)).toEqual([]);
    outbox.disconnected();
    disk.problem = undefined;
    expect(numbers(outbox, 'result')).toEqual([1]);
  });

  it('deletes nothing whose acknowledgement it could not compare', () => {
    const disk = failing(sqliteDisk({ file, maxBytes: 100_000_000 }));
    const outbox = open(disk);
    outbox.enqueue(result(1));
    disk.problem = new Error('disk I/O error');
    outbox.acknowledge('result', { epoch: outbox.epoch, seq: 1, chain: '0'.repeat(64) });
    disk.problem = undefined;
    expect(outbox.lane('result').queued).toBe(1);
  });
});

describe('a disk that is full', () => {
  it('is told of once, and counted', () => {
    const lines: unknown[] = [];
    const disk = failing(sqliteDisk({ file, maxBytes: 100_000_000 }));
    let now = 0;
    const log = { error: (line: unknown) => lines.push(line), warn: (line: unknown) => lines.push(line) };
    const outbox = outboxOn(disk, { log: log as never, monotonic: () => now });
    outboxes.push(outbox);
    disk.problem = new DiskFull('no room');
    outbox.saveNote('roster', '{}');
    expect(outbox.diskFull).toBe(false);
    disk.problem = undefined;
    closeAll();
    const tight = outboxOn(sqliteDisk({ file, maxBytes: 100_000 }), {
      log: log as never,
      monotonic: () => now,
    });
    outboxes.push(tight);
    for (let n = 1; n <= 200; n++) tight.enqueue(telemetry(n, 10_000));
    expect(tight.diskFull).toBe(true);
    expect(lines).toHaveLength(1);
    now += 61_000;
    tight.tick();
    expect(tight.diskFull).toBe(false);
    expect(lines).toHaveLength(2);
  });
});

const readdir = (): string[] => readdirSync(folder.path);
