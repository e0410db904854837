import assert from 'node:assert/strict';
import { type ChainHash, DeviceId, Epoch, type Lane } from '@tizhi/contracts';
import type { Message, OutboxDisk, OutboxFile, StoredLanes } from './outbox-file.ts';

const EPOCH = Epoch.parse('00000000-0000-4000-8000-000000000001');
const OTHER = Epoch.parse('00000000-0000-4000-8000-000000000002');
const chain = (digit: string): ChainHash => digit.repeat(64);
const STARTS = { alert: chain('a'), result: chain('b'), telemetry: chain('c') };
const STRAP = DeviceId.parse('strap-1');

const message = (lane: Lane, seq: number, counts: Message['counts'] = new Map()): Message => ({
  lane,
  seq,
  body: JSON.stringify({ lane, seq }),
  hash: `hash ${lane} ${seq}`,
  stamp: `stamp ${lane} ${seq}`,
  seal: `seal ${lane} ${seq}`,
  counts,
});

/** A file with an epoch and so many messages of each lane. */
function filled(disk: OutboxDisk, messages = 5): OutboxFile {
  const file = disk.open();
  file.beginEpoch(EPOCH, STARTS);
  for (let seq = 1; seq <= messages; seq++) {
    for (const lane of ['alert', 'result', 'telemetry'] as const) file.append(message(lane, seq));
  }
  return file;
}
function reopened(file: OutboxFile, disk: OutboxDisk): OutboxFile {
  file.close();
  return disk.open();
}
const letterIn = (file: OutboxFile, lane: Lane, seq: number) => ({ ...file.read(lane, seq) });
const { lane: _, seq: __, counts: ___, ...FIRST_ALERT } = message('alert', 1);

/** One rule that every {@link OutboxFile} keeps. `run` throws where `disk` (new and empty) breaks it. */
export interface OutboxFileCase {
  readonly name: string;
  readonly run: (disk: OutboxDisk) => void;
}

/** What every {@link OutboxFile} must do. Free of any test runner, for any room's tests to run. */
export const outboxFileContract: readonly OutboxFileCase[] = [
  {
    name: 'a new file has no epoch until one is begun, and keeps it',
    run(disk) {
      const fresh = disk.open();
      assert.equal(fresh.epoch, undefined);
      const empty = { first: 1, stored: 0, acked: 0, dropped: 0 };
      const lanes: StoredLanes = {
        alert: { ...empty, before: STARTS.alert },
        result: { ...empty, before: STARTS.result },
        telemetry: { ...empty, before: STARTS.telemetry },
      };
      assert.deepEqual(fresh.beginEpoch(EPOCH, STARTS), lanes);
      const again = reopened(fresh, disk);
      assert.equal(again.epoch, EPOCH);
      assert.deepEqual(again.lanes, lanes);
      again.close();
    },
  },
  {
    name: 'what was appended is there after opening again, as it was given',
    run(disk) {
      const file = reopened(filled(disk), disk);
      assert.deepEqual(letterIn(file, 'alert', 1), FIRST_ALERT);
      assert.equal(file.hash('telemetry', 5), 'hash telemetry 5');
      assert.equal(file.lanes.result.stored, 5);
      assert.equal(file.read('result', 6), undefined);
      assert.equal(file.hash('result', 6), undefined);
      file.close();
    },
  },
  {
    name: 'a sequence that is appended again is replaced: its first commit had failed',
    run(disk) {
      const file = filled(disk, 1);
      file.append({ ...message('alert', 1), body: 'again' });
      assert.equal(file.read('alert', 1)?.body, 'again');
      assert.equal(reopened(file, disk).lanes.alert.stored, 1);
    },
  },
  {
    name: 'numbers are kept when everything was acknowledged and deleted',
    run(disk) {
      const file = filled(disk);
      file.deleteUpTo({ alert: { seq: 5, chain: chain('5') }, result: { seq: 2, chain: chain('2') } });
      const again = reopened(file, disk);
      assert.deepEqual(again.lanes.alert, { first: 6, stored: 5, acked: 5, dropped: 0, before: chain('5') });
      assert.deepEqual(again.lanes.result, { first: 3, stored: 5, acked: 2, dropped: 0, before: chain('2') });
      assert.equal(again.lanes.telemetry.first, 1);
      assert.equal(again.read('result', 2), undefined);
      assert.equal(again.read('result', 3)?.hash, 'hash result 3');
      again.close();
    },
  },
  {
    name: 'telemetry that was given up is counted, the other lanes untouched',
    run(disk) {
      const file = filled(disk);
      file.drop({ seq: 3, chain: chain('3') }, 7);
      const again = reopened(file, disk);
      const telemetry = { first: 4, stored: 5, acked: 0, dropped: 7, before: chain('3') };
      assert.deepEqual(again.lanes.telemetry, telemetry);
      assert.equal(again.lanes.alert.first, 1);
      again.close();
    },
  },
  {
    name: 'a new epoch numbers all held messages anew from 1 and changes none',
    run(disk) {
      const file = filled(disk);
      file.deleteUpTo({ alert: { seq: 2, chain: chain('2') }, result: { seq: 5, chain: chain('5') } });
      file.drop({ seq: 1, chain: chain('1') }, 1);
      const lanes: StoredLanes = {
        alert: { first: 1, stored: 3, acked: 0, dropped: 0, before: chain('d') },
        result: { first: 1, stored: 0, acked: 0, dropped: 0, before: chain('e') },
        telemetry: { first: 1, stored: 4, acked: 0, dropped: 1, before: chain('f') },
      };
      const starts = { alert: chain('d'), result: chain('e'), telemetry: chain('f') };
      assert.deepEqual(file.beginEpoch(OTHER, starts), lanes);
      file.append(message('result', 1));
      assert.equal(file.read('alert', 1)?.hash, 'hash alert 3');
      const again = reopened(file, disk);
      assert.equal(again.epoch, OTHER);
      assert.deepEqual(again.lanes, { ...lanes, result: { ...lanes.result, stored: 1 } });
      assert.equal(again.read('telemetry', 4)?.hash, 'hash telemetry 5');
      assert.equal(again.read('telemetry', 5), undefined);
      again.close();
    },
  },
  {
    name: 'counts come with their message and never go back',
    run(disk) {
      const file = filled(disk, 0);
      file.append(message('telemetry', 1, new Map([[STRAP, 45]])));
      file.append(message('telemetry', 2, new Map([[STRAP, 40]])));
      file.save({ counts: new Map([[STRAP, 44]]) });
      const again = reopened(file, disk);
      assert.deepEqual([...again.counts], [[STRAP, 45]]);
      again.close();
    },
  },
  {
    name: 'notes are replaced by name',
    run(disk) {
      const file = filled(disk, 0);
      file.save({
        notes: new Map([
          ['a', 'one'],
          ['b', 'two'],
        ]),
      });
      file.save({ notes: new Map([['a', 'three']]) });
      const again = reopened(file, disk);
      assert.deepEqual([...again.notes].sort(), [
        ['a', 'three'],
        ['b', 'two'],
      ]);
      again.close();
    },
  },
  {
    name: 'stamps are those of the held messages',
    run(disk) {
      const file = filled(disk, 2);
      file.deleteUpTo({ alert: { seq: 1, chain: chain('1') } });
      const stamps = ['stamp alert 2', 'stamp result 1', 'stamp result 2'];
      stamps.push('stamp telemetry 1', 'stamp telemetry 2');
      assert.deepEqual([...file.stamps()].sort(), stamps);
      file.close();
    },
  },
  {
    name: 'results are taken past the bound of telemetry',
    run(disk) {
      const file = filled(disk, 1);
      file.appendPastBound(message('result', 2));
      assert.equal(file.read('result', 2)?.hash, 'hash result 2');
      file.close();
    },
  },
  {
    name: 'a new file is begun without an epoch, and takes the place of the damaged one when it is whole',
    run(disk) {
      filled(disk).close();
      const { file, salvage, settle } = disk.replace();
      for (const each of salvage.messages) assert.ok(each.hash.startsWith('hash '));
      assert.equal(file.epoch, undefined);
      assert.equal(file.read('alert', 1), undefined);
      file.beginEpoch(EPOCH, STARTS);
      file.appendPastBound(message('alert', 1));
      const settled = settle();
      assert.equal(settled.file.epoch, EPOCH);
      assert.equal(settled.file.read('alert', 1)?.hash, 'hash alert 1');
      settled.file.close();
      const again = disk.open();
      assert.equal(again.epoch, EPOCH);
      assert.equal(again.lanes.alert.stored, 1);
      again.close();
    },
  },
  {
    name: 'a new file that was given up leaves the damaged one where it is',
    run(disk) {
      filled(disk).close();
      const { file } = disk.replace();
      file.beginEpoch(EPOCH, STARTS);
      file.close();
      const again = disk.open();
      assert.equal(again.read('alert', 1)?.hash, 'hash alert 1');
      again.close();
    },
  },
];
