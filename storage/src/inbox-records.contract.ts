import { randomUUID } from 'node:crypto';
import type { AlertId, Epoch, GatewayId, GatewayStatus } from '@tizhi/contracts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Subject } from './record-harness.contract.ts';
import {
  alert,
  attempt,
  chainAt,
  commitOf,
  GATEWAY,
  laneKey,
  lessonOf,
  markOf,
  NOON,
  outcome,
  SCHOOL,
} from './record-samples.contract.ts';
import type { DeadLetter, LaneGap, LaneSegment } from './record-store.ts';

const letter = (more: Partial<DeadLetter> = {}): DeadLetter => ({
  key: laneKey(),
  seq: 4,
  topic: 'tizhi/1/school-1/gym/up/result',
  reason: 'at: expected a whole number',
  payload: new Uint8Array([0, 255, 123]),
  at: NOON,
  ...more,
});
const gap: LaneGap = { ...laneKey({ lane: 'telemetry' }), fromSeq: 3, toSeq: 9, at: NOON };

/** Marks, and what moves together with them. */
export function describeInbox({ store, harness }: Subject): void {
  const storedAttempts = () => store().results.attemptsAfter(SCHOOL.school, 0, 1000);

  it('has no mark for a lane it never heard of', async () => {
    expect(await store().inbox.mark(laneKey())).toBeUndefined();
  });

  it('keeps one mark for each school, gateway, epoch and lane', async () => {
    const keys = [
      laneKey(),
      laneKey({ lane: 'alert' }),
      laneKey({ gateway: 'field' as GatewayId }),
      laneKey({ epoch: randomUUID() as Epoch }),
    ];
    const marks = keys.map((key, n) => markOf(n + 1, { key }));
    await store().inbox.commit(commitOf({ marks }));
    expect(await Promise.all(keys.map((key) => store().inbox.mark(key)))).toEqual(
      [1, 2, 3, 4].map((seq) => ({ seq, chain: chainAt(seq) })),
    );
  });

  it('stores marks, attempts, alerts, dead letters and gaps in one commit', async () => {
    const parts = { attempts: [attempt(), attempt()], alerts: [alert()] };
    await store().inbox.commit(
      commitOf({ ...parts, marks: [markOf(5)], deadLetters: [letter()], gaps: [gap] }),
    );
    expect(await store().inbox.mark(laneKey())).toEqual({ seq: 5, chain: chainAt(5) });
    expect(await storedAttempts()).toEqual(
      parts.attempts.map((received, n) => ({ ...received, arrival: n + 1, score: null })),
    );
    expect(await store().alerts.list({ school: SCHOOL.school, limit: 9 })).toEqual(
      parts.alerts.map((received) => ({ ...received, arrival: 3, clearedAt: null, clearing: null })),
    );
    expect(await store().inbox.deadLetters(9)).toEqual([letter()]);
    expect(await store().inbox.gaps(9)).toEqual([gap]);
  });

  it('leaves nothing of a commit that fails at its end', async () => {
    const broken = { ...gap, toSeq: undefined as unknown as number };
    const all = commitOf({
      marks: [markOf(5)],
      attempts: [attempt()],
      alerts: [alert()],
      deadLetters: [letter()],
      gaps: [gap, broken],
    });
    expect(await outcome(store().inbox.commit(all))).not.toBe('done');
    expect(await store().inbox.mark(laneKey())).toBeUndefined();
    expect(await storedAttempts()).toEqual([]);
    expect(await store().alerts.list({ school: SCHOOL.school, limit: 9 })).toEqual([]);
    expect(await store().inbox.deadLetters(9)).toEqual([]);
    expect(await store().inbox.gaps(9)).toEqual([]);
    await store().inbox.commit({ ...all, gaps: [gap] });
    expect(await store().inbox.mark(laneKey())).toEqual({ seq: 5, chain: chainAt(5) });
  });

  it.each([
    ['back', { after: 0, seq: 8 }],
    ['from behind where it stands', { after: 4, seq: 12 }],
    ['from beyond where it stands', { after: 10, seq: 12 }],
  ])('never moves a mark %s, and stores nothing of the commit that tries', async (_, { after, seq }) => {
    await store().inbox.commit(commitOf({ marks: [markOf(9)] }));
    const wrong = commitOf({ marks: [markOf(seq, { after })], attempts: [attempt()] });
    expect(await outcome(store().inbox.commit(wrong))).toBe('TIZHI_STORE_UNAVAILABLE');
    expect(await store().inbox.mark(laneKey())).toEqual({ seq: 9, chain: chainAt(9) });
    expect(await storedAttempts()).toEqual([]);
  });

  it('moves a mark only from where it stands, whatever comes', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uuid(),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 4 })), { maxLength: 14 }),
        async (uuid, moves) => {
          const key = laneKey({ epoch: uuid as Epoch });
          let stands = 0;
          for (const [after, by] of moves) {
            const commit = commitOf({ marks: [markOf(after + by, { after, key })] });
            expect(await outcome(store().inbox.commit(commit))).toBe(
              after === stands ? 'done' : 'TIZHI_STORE_UNAVAILABLE',
            );
            if (after === stands) stands += by;
            expect((await store().inbox.mark(key))?.seq ?? 0).toBe(stands);
          }
        },
      ),
      { numRuns: 20 },
    ));

  it('stores nothing twice when the same things come again in another epoch', async () => {
    const raised = alert();
    const commit = commitOf({
      marks: [markOf(5)],
      attempts: [attempt()],
      alerts: [raised, alert({ ...raised.body, state: 'cleared', at: NOON + 5 })],
      deadLetters: [letter()],
      gaps: [gap],
    });
    await store().inbox.commit(commit);
    expect(await outcome(store().inbox.commit(commit))).toBe('TIZHI_STORE_UNAVAILABLE');
    const key = laneKey({ epoch: randomUUID() as Epoch });
    await store().inbox.commit({ ...commit, marks: [markOf(5, { key })] });
    expect(await storedAttempts()).toHaveLength(1);
    expect(await store().alerts.list({ school: SCHOOL.school, limit: 9 })).toHaveLength(1);
    expect(await store().inbox.deadLetters(9)).toHaveLength(1);
    expect(await store().inbox.gaps(9)).toHaveLength(1);
  });

  it('takes commits at the same time, one after the other', async () => {
    const commits = Array.from({ length: 20 }, (_, n) =>
      commitOf({ marks: [markOf(n + 1, { after: n })], attempts: [attempt()] }),
    );
    await Promise.all(commits.map((commit) => store().inbox.commit(commit)));
    expect((await store().inbox.mark(laneKey()))?.seq).toBe(20);
    expect((await storedAttempts()).map(({ arrival }) => arrival)).toEqual(commits.map((_, n) => n + 1));
  });

  it('keeps everything through a restart', async () => {
    await store().inbox.commit(commitOf({ marks: [markOf(5)], attempts: [attempt()] }));
    const again = await harness().reopen();
    expect((await again.inbox.mark(laneKey()))?.seq).toBe(5);
    expect(await again.results.attemptsAfter(SCHOOL.school, 0, 9)).toHaveLength(1);
    await again.close();
  });

  it('keeps a ledger of what was committed, and finds the part of a lesson with its gaps', async () => {
    const segment = (fromSeq: number, more: Partial<LaneSegment> = {}): LaneSegment => ({
      ...laneKey({ lane: 'telemetry' }),
      fromSeq,
      toSeq: fromSeq + 1,
      prev: chainAt(fromSeq - 1),
      chain: chainAt(fromSeq + 1),
      hashes: new Uint8Array(64).fill(fromSeq),
      rows: 90,
      firstAt: NOON + fromSeq * 1_000,
      lastAt: NOON + fromSeq * 1_000 + 999,
      at: NOON + 60_000,
      ...more,
    });
    const segments = [segment(1), segment(10), segment(14), segment(3, { lane: 'result' })];
    await store().inbox.commit(commitOf({ segments, gaps: [gap] }));
    const range = {
      school: SCHOOL.school,
      lane: 'telemetry' as const,
      from: NOON + 10_500,
      to: NOON + 12_000,
    };
    expect(await store().inbox.ledger(range)).toEqual({ segments: [segments[1]], gaps: [gap] });
    expect(await store().inbox.ledger({ ...range, from: NOON, to: NOON + 1 })).toEqual({
      segments: [],
      gaps: [],
    });
    const unreadable = segment(20, { firstAt: null, lastAt: null });
    await store().inbox.commit(commitOf({ segments: [unreadable] }));
    expect((await store().inbox.ledger({ ...range, to: NOON + 99_999 })).segments).toEqual(
      segments.slice(1, 3),
    );
  });

  it('joins what follows in the ledger, and begins anew after a jump or a hundred messages', async () => {
    const hashesOf = (from: number, to: number): Uint8Array =>
      new Uint8Array((to - from + 1) * 32).map((_, byte) => from + Math.floor(byte / 32));
    const part = (fromSeq: number, toSeq: number, at = NOON + fromSeq): LaneSegment => ({
      ...laneKey({ lane: 'telemetry' }),
      fromSeq,
      toSeq,
      prev: chainAt(fromSeq - 1),
      chain: chainAt(toSeq),
      hashes: hashesOf(fromSeq, toSeq),
      rows: toSeq - fromSeq + 1,
      firstAt: at,
      lastAt: at + 10,
      at: NOON + 60_000,
    });
    const range = { school: SCHOOL.school, lane: 'telemetry' as const, from: NOON - 100, to: NOON + 1_000 };
    for (const segment of [part(1, 3), part(4, 4, NOON - 50), { ...part(5, 6), prev: chainAt(99) }])
      await store().inbox.commit(commitOf({ segments: [segment] }));
    expect((await store().inbox.ledger(range)).segments).toEqual([
      { ...part(1, 4), firstAt: NOON - 50, lastAt: NOON + 11 },
      { ...part(5, 6), prev: chainAt(99) },
    ]);
    for (let seq = 7; seq <= 240; seq += 6)
      await store().inbox.commit(commitOf({ segments: [part(seq, seq + 5)] }));
    const { segments } = await store().inbox.ledger(range);
    expect(segments.map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([
      [1, 4],
      [5, 132],
      [133, 240],
    ]);
    expect(segments[1]?.hashes).toEqual(hashesOf(5, 132));
    expect(segments[1]?.rows).toBe(128);
  });

  it('keeps a message that names no lane as a dead letter too, newest first', async () => {
    const strange = letter({ key: null, seq: null, topic: 'tizhi/1/?', at: NOON + 1 });
    await store().inbox.commit(commitOf({ deadLetters: [letter()] }));
    await store().inbox.commit(commitOf({ deadLetters: [strange, strange] }));
    expect(await store().inbox.deadLetters(2)).toEqual([strange, strange]);
  });

  it('opens and clears an alert, and lists the open ones', async () => {
    const [first, second] = [alert({ lesson: lessonOf(1) }), alert()];
    const clearing = { ...first.body, state: 'cleared' as const, at: NOON + 40_000 };
    await store().inbox.commit(commitOf({ alerts: [first, second] }));
    await store().inbox.commit(commitOf({ alerts: [alert(clearing)] }));
    expect(await store().alerts.find(first.body.alert)).toMatchObject({
      body: first.body,
      clearedAt: NOON + 40_000,
      clearing,
    });
    const ids = async (filter: { openOnly?: boolean; lesson?: ReturnType<typeof lessonOf> }) =>
      (await store().alerts.list({ school: SCHOOL.school, limit: 9, ...filter })).map(
        ({ body }) => body.alert,
      );
    expect(await ids({})).toEqual([second.body.alert, first.body.alert]);
    expect(await ids({ openOnly: true })).toEqual([second.body.alert]);
    expect(await ids({ lesson: lessonOf(1) })).toEqual([first.body.alert]);
    expect(await store().alerts.find(randomUUID() as AlertId)).toBeUndefined();
  });

  it('does not open an alert again that was cleared, and keeps one whose raising never came', async () => {
    const raised = alert();
    const cleared = alert({ ...raised.body, state: 'cleared', at: NOON + 1 });
    await store().inbox.commit(commitOf({ alerts: [cleared] }));
    await store().inbox.commit(commitOf({ alerts: [raised] }));
    expect(await store().alerts.find(raised.body.alert)).toMatchObject({ clearedAt: NOON + 1 });
  });

  it('knows what each gateway of a school last said', async () => {
    const status = (state: 'offline'): GatewayStatus => ({ state, epoch: laneKey().epoch });
    const online: GatewayStatus = {
      ...status('offline'),
      state: 'online',
      version: '0.1.0',
      startedAt: NOON,
      at: NOON,
      lanes: {
        alert: { queued: 0, dropped: 0 },
        result: { queued: 1, dropped: 0 },
        telemetry: { queued: 2, dropped: 3 },
      },
      sourcesUp: 1,
      sources: 2,
      clock: { skewMs: -12, errorMs: 3 },
      diskFull: false,
      damaged: 0,
      rejected: 0,
    };
    const address = { school: SCHOOL.school, gateway: GATEWAY };
    expect(await store().inbox.lastHeardAt()).toBeUndefined();
    await store().inbox.saveStatus(address, status('offline'), NOON);
    await store().inbox.saveStatus(address, online, NOON + 1);
    expect(await store().gateways(SCHOOL.school)).toEqual([{ ...address, status: online, at: NOON + 1 }]);
    expect(await store().inbox.lastHeardAt()).toBe(NOON + 1);
  });
}
