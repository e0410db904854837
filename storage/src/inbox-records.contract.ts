import { randomUUID } from 'node:crypto';
import type { AlertId, Epoch, GatewayId, GatewayStatus } from '@tizhi/contracts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Subject } from './record-harness.contract.ts';
import {
  alert,
  attempt,
  commitOf,
  GATEWAY,
  laneKey,
  lessonOf,
  NOON,
  outcome,
  SCHOOL,
} from './record-samples.contract.ts';
import type { DeadLetter, LaneGap } from './record-store.ts';

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

  it('has a mark of 0 for a lane it never heard of', async () => {
    expect(await store().inbox.mark(laneKey())).toBe(0);
  });

  it('keeps one mark for each school, gateway, epoch and lane', async () => {
    const keys = [
      laneKey(),
      laneKey({ lane: 'alert' }),
      laneKey({ gateway: 'field' as GatewayId }),
      laneKey({ epoch: randomUUID() as Epoch }),
    ];
    const marks = keys.map((key, n) => ({ ...key, seq: n + 1 }));
    await store().inbox.commit(commitOf({ marks }));
    expect(await Promise.all(keys.map((key) => store().inbox.mark(key)))).toEqual([1, 2, 3, 4]);
  });

  it('stores marks, attempts, alerts, dead letters and gaps in one commit', async () => {
    const parts = { attempts: [attempt(), attempt()], alerts: [alert()] };
    await store().inbox.commit(
      commitOf({ ...parts, marks: [{ ...laneKey(), seq: 5 }], deadLetters: [letter()], gaps: [gap] }),
    );
    expect(await store().inbox.mark(laneKey())).toBe(5);
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
      marks: [{ ...laneKey(), seq: 5 }],
      attempts: [attempt()],
      alerts: [alert()],
      deadLetters: [letter()],
      gaps: [gap, broken],
    });
    expect(await outcome(store().inbox.commit(all))).not.toBe('done');
    expect(await store().inbox.mark(laneKey())).toBe(0);
    expect(await storedAttempts()).toEqual([]);
    expect(await store().alerts.list({ school: SCHOOL.school, limit: 9 })).toEqual([]);
    expect(await store().inbox.deadLetters(9)).toEqual([]);
    expect(await store().inbox.gaps(9)).toEqual([]);
    await store().inbox.commit({ ...all, gaps: [gap] });
    expect(await store().inbox.mark(laneKey())).toBe(5);
  });

  it('never moves a mark back, and stores nothing of the commit that tries', async () => {
    await store().inbox.commit(commitOf({ marks: [{ ...laneKey(), seq: 9 }] }));
    const late = commitOf({ marks: [{ ...laneKey(), seq: 8 }], attempts: [attempt()] });
    expect(await outcome(store().inbox.commit(late))).toBe('TIZHI_STORE_UNAVAILABLE');
    expect(await store().inbox.mark(laneKey())).toBe(9);
    expect(await storedAttempts()).toEqual([]);
  });

  it('only ever moves a mark forward, whatever comes', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uuid(),
        fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 12 }),
        async (uuid, seqs) => {
          const key = laneKey({ epoch: uuid as Epoch });
          let highest = 0;
          for (const seq of seqs) {
            const result = await outcome(store().inbox.commit(commitOf({ marks: [{ ...key, seq }] })));
            expect(result).toBe(seq < highest ? 'TIZHI_STORE_UNAVAILABLE' : 'done');
            highest = Math.max(highest, seq);
            expect(await store().inbox.mark(key)).toBe(highest);
          }
        },
      ),
      { numRuns: 20 },
    ));

  it('stores nothing twice when the same commit comes again', async () => {
    const raised = alert();
    const commit = commitOf({
      marks: [{ ...laneKey(), seq: 5 }],
      attempts: [attempt()],
      alerts: [raised, alert({ ...raised.body, state: 'cleared', at: NOON + 5 })],
      deadLetters: [letter()],
      gaps: [gap],
    });
    await store().inbox.commit(commit);
    await store().inbox.commit(commit);
    expect(await storedAttempts()).toHaveLength(1);
    expect(await store().alerts.list({ school: SCHOOL.school, limit: 9 })).toHaveLength(1);
    expect(await store().inbox.deadLetters(9)).toHaveLength(1);
    expect(await store().inbox.gaps(9)).toHaveLength(1);
  });

  it('takes commits at the same time, one after the other', async () => {
    const commits = Array.from({ length: 20 }, (_, n) =>
      commitOf({ marks: [{ ...laneKey(), seq: n + 1 }], attempts: [attempt()] }),
    );
    await Promise.all(commits.map((commit) => store().inbox.commit(commit)));
    expect(await store().inbox.mark(laneKey())).toBe(20);
    expect((await storedAttempts()).map(({ arrival }) => arrival)).toEqual(commits.map((_, n) => n + 1));
  });

  it('keeps everything through a restart', async () => {
    await store().inbox.commit(commitOf({ marks: [{ ...laneKey(), seq: 5 }], attempts: [attempt()] }));
    const again = await harness().reopen();
    expect(await again.inbox.mark(laneKey())).toBe(5);
    expect(await again.results.attemptsAfter(SCHOOL.school, 0, 9)).toHaveLength(1);
    await again.close();
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
      rejected: 0,
    };
    const address = { school: SCHOOL.school, gateway: GATEWAY };
    await store().inbox.saveStatus(address, status('offline'), NOON);
    await store().inbox.saveStatus(address, online, NOON + 1);
    expect(await store().gateways(SCHOOL.school)).toEqual([{ ...address, status: online, at: NOON + 1 }]);
  });
}
