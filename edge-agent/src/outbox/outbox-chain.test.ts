import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Envelope, type Lane } from '@tizhi/contracts';
import { temporaryFolder } from '@tizhi/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StrictInbox } from '../inbox.fixture.ts';
import { alert, outboxOn, result, telemetry } from './outbox.fixture.ts';
import type { Outbox } from './outbox.ts';
import { sqliteDisk } from './sqlite-disk.ts';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
let outbox: Outbox;
const open = (): Outbox => {
  outbox = outboxOn(sqliteDisk({ file, maxBytes: 100_000_000 }));
  return outbox;
};
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, 'outbox.db');
});
afterEach(() => {
  outbox.close();
  folder.remove();
});

/** Joins the outbox to an inbox by a perfect line, until nothing is left. `hear` sees each envelope. */
function drain(inbox: StrictInbox, hear: (envelope: Envelope, lane: Lane) => void = () => undefined): void {
  const wire: { lane: Lane; text: string }[] = [];
  outbox.connected((lane, text) => wire.push({ lane, text }));
  for (let next = wire.shift(); next !== undefined; next = wire.shift()) {
    hear(Envelope.parse(JSON.parse(next.text)), next.lane);
    outbox.acknowledge(next.lane, inbox.receive(next.lane, next.text));
  }
  outbox.disconnected();
}
const numbers = (inbox: StrictInbox, lane: Lane): number[] =>
  inbox.bodies(lane).map((body) => (body as { n: number }).n);
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Changes the closed file behind the outbox's back. */
function tamper(...statements: string[]): void {
  outbox.close();
  const db = new DatabaseSync(file);
  for (const statement of statements) db.exec(statement);
  db.close();
  open();
}

describe('the chain that an outbox sends', () => {
  it('fits link by link, through a restart in the middle', () => {
    const inbox = new StrictInbox();
    open();
    for (const n of range(1, 5)) outbox.enqueue(result(n));
    drain(inbox);
    for (const n of range(6, 8)) outbox.enqueue(result(n));
    outbox.close();
    open();
    for (const n of range(9, 60)) outbox.enqueue(result(n));
    drain(inbox);
    expect(inbox.misfits).toBe(0);
    expect(numbers(inbox, 'result')).toEqual(range(1, 60));
  });

  it('never gives a number twice, even where the disk damaged the counter', () => {
    const inbox = new StrictInbox();
    open();
    for (const n of range(1, 5)) outbox.enqueue(result(n));
    tamper(`UPDATE lanes SET stored = 1 WHERE lane = 'result'`);
    outbox.enqueue(result(6));
    drain(inbox);
    expect(numbers(inbox, 'result')).toEqual(range(1, 6));
  });

  it('gives the link before with the first message that is held, and only there', () => {
    open();
    for (const n of range(1, 3)) outbox.enqueue(alert(n));
    const heard: boolean[] = [];
    outbox.connected((_, text) => heard.push(Envelope.parse(JSON.parse(text)).prev !== undefined));
    expect(heard).toEqual([true, false, false]);
  });

  it('goes on over telemetry that was given up', () => {
    const inbox = new StrictInbox();
    outbox = outboxOn(sqliteDisk({ file, maxBytes: 500_000 }));
    for (const n of range(1, 100)) outbox.enqueue(telemetry(n, 10_000));
    drain(inbox);
    const { dropped } = outbox.lane('telemetry');
    expect(dropped).toBeGreaterThan(0);
    expect(inbox.misfits).toBe(0);
    expect(numbers(inbox, 'telemetry')).toEqual(range(dropped + 1, 100));
  });
});

describe('an outbox that was put back from an old copy', () => {
  const copy = (): string => join(folder.path, 'copy.db');
  /** As the school knows it: messages 1-10, the copy made after 5. */
  function restored(inbox: StrictInbox): void {
    open();
    for (const n of range(1, 5)) outbox.enqueue(result(n));
    outbox.close();
    cpSync(file, copy());
    open();
    for (const n of range(6, 10)) outbox.enqueue(result(n));
    drain(inbox);
    outbox.close();
    for (const name of [file, `${file}-wal`]) rmSync(name, { force: true });
    cpSync(copy(), file);
    open();
  }

  it('loses nothing that it heard off line past the school’s mark', () => {
    const inbox = new StrictInbox();
    restored(inbox);
    const { epoch } = outbox;
    for (const n of range(101, 120)) outbox.enqueue(result(n));
    drain(inbox);
    expect(outbox.epoch).not.toBe(epoch);
    expect(outbox.lane('result').queued).toBe(0);
    // 1-5 were in the copy: they came again under new numbers, and have their own ids.
    expect(numbers(inbox, 'result')).toEqual([...range(1, 10), ...range(1, 5), ...range(101, 120)]);
  });

  it('loses nothing either when it numbered less than the school has', () => {
    const inbox = new StrictInbox();
    restored(inbox);
    outbox.enqueue(result(101));
    drain(inbox);
    expect(outbox.lane('result').queued).toBe(0);
    expect(numbers(inbox, 'result')).toContain(101);
  });

  it('begins one epoch, however often the acknowledgement that told it comes again', () => {
    const inbox = new StrictInbox();
    restored(inbox);
    for (const n of range(101, 120)) outbox.enqueue(result(n));
    const old = { epoch: outbox.epoch, seq: 10, chain: '0'.repeat(64) };
    outbox.acknowledge('result', old);
    const { epoch } = outbox;
    for (let i = 0; i < 10; i++) outbox.acknowledge('result', old);
    expect(outbox.epoch).toBe(epoch);
  });

  it('still numbers anew after a restart in the new epoch', () => {
    const inbox = new StrictInbox();
    restored(inbox);
    for (const n of range(101, 120)) outbox.enqueue(result(n));
    outbox.acknowledge('result', { epoch: outbox.epoch, seq: 10, chain: '0'.repeat(64) });
    outbox.close();
    open();
    outbox.enqueue(result(121));
    drain(inbox);
    expect(inbox.misfits).toBe(0);
    expect(numbers(inbox, 'result').slice(10)).toEqual([...range(1, 5), ...range(101, 121)]);
  });
});

describe('a message that the disk damaged', () => {
  const body = `replace(body, '"n":3', '"n":7')`;
  const stamp = `replace(stamp, '"skewMs":0', '"skewMs":9')`;
  it.each([
    ['a changed body', `UPDATE result_letters SET body = ${body} WHERE id = 3`, '{"kind":"attempt","n":7}'],
    [
      'a changed clock',
      `UPDATE result_letters SET stamp = ${stamp} WHERE id = 3`,
      '{"kind":"attempt","n":3}',
    ],
    ['a changed hash', `UPDATE result_letters SET hash = 'x' WHERE id = 3`, '{"kind":"attempt","n":3}'],
    ['nothing left', 'DELETE FROM result_letters WHERE id = 3', ''],
  ])('with %s goes out as damaged in its place, and the lane goes on', (_, statement, text) => {
    const inbox = new StrictInbox();
    open();
    for (const n of range(1, 5)) outbox.enqueue(result(n));
    tamper(statement);
    drain(inbox);
    expect(numbers(inbox, 'result')).toEqual([1, 2, 4, 5]);
    expect(inbox.damaged.map((each) => each.body)).toEqual([{ kind: 'damaged', text }]);
    expect(inbox.misfits).toBe(0);
    expect(outbox.damaged).toBe(1);
    expect(outbox.lane('result').queued).toBe(0);
  });

  it('keeps the link it had: the school may have accepted it before the damage', () => {
    const inbox = new StrictInbox();
    open();
    for (const n of range(1, 3)) outbox.enqueue(result(n));
    outbox.connected((lane, text) => void inbox.receive(lane, text)); // the acknowledgements are lost
    const { epoch } = outbox;
    tamper(`UPDATE result_letters SET body = '{}' WHERE id = 2`);
    outbox.enqueue(result(4));
    drain(inbox);
    expect(outbox.epoch).toBe(epoch);
    expect(numbers(inbox, 'result')).toEqual([1, 2, 3, 4]);
  });

  it('is counted once, however often it is sent', () => {
    open();
    outbox.enqueue(result(1));
    tamper(`UPDATE result_letters SET body = '{}' WHERE id = 1`);
    for (let i = 0; i < 3; i++) {
      outbox.connected(() => undefined);
      outbox.disconnected();
    }
    expect(outbox.damaged).toBe(1);
  });
});
