import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../api/request.ts';
import { DAY, newAttempt, OTHER, TEACHER } from './test-day.fixture.ts';
import type { Unsent } from './unsent.ts';
import { openUnsentBox, type UnsentBox } from './unsent-box.ts';

/** What a browser's storage does, in memory; `full` makes it refuse. */
class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>();
  full = false;
  get length(): number {
    return this.#items.size;
  }
  key = (at: number): string | null => [...this.#items.keys()][at] ?? null;
  getItem = (key: string): string | null => this.#items.get(key) ?? null;
  setItem = (key: string, value: string): void => {
    if (this.full) throw new Error('QuotaExceededError');
    this.#items.set(key, value);
  };
  removeItem = (key: string): void => void this.#items.delete(key);
  clear = (): void => this.#items.clear();
}

const OK: Answer<unknown> = { ok: true, value: {} };
const DEAD: Answer<unknown> = { ok: false, problem: { kind: 'network' } };
const sentence = { code: 'TIZHI_TESTDAY_CLOSED', zh: '已结束', en: 'closed' };
const NO: Answer<unknown> = { ok: false, problem: { kind: 'refused', status: 409, problem: sentence } };

let storage: MemoryStorage;
let network: Answer<unknown>;
let sent: Unsent[];
const boxes: UnsentBox[] = [];
const open = (account = TEACHER, kept: Storage | null = storage): UnsentBox => {
  const box = openUnsentBox({
    account,
    storage: kept,
    now: Date.now,
    send: async (unsent) => {
      sent.push(unsent);
      return network;
    },
  });
  boxes.push(box);
  return box;
};
const voided = () => ({ kind: 'voided', attempt: newAttempt(), reason: '合成' }) as const;
const made = () => ({ testDay: DAY, decisions: [voided()] });

beforeEach(() => {
  vi.useFakeTimers();
  [storage, network, sent] = [new MemoryStorage(), OK, []];
});
afterEach(() => {
  for (const box of boxes.splice(0)) box.close();
  vi.useRealTimers();
});

describe('the box of unsent decisions', () => {
  it('sends a decision at once and forgets it when it is acknowledged', async () => {
    const box = open();
    box.add(made());
    expect(box.state().all).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(0);
    expect(box.state()).toMatchObject({ all: [], acknowledged: 1 });
    expect([sent.length, storage.length]).toEqual([1, 0]);
  });

  it('keeps it on a dead network and sends the same request again by itself until it is through', async () => {
    network = DEAD;
    const box = open();
    box.add(made());
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent.length).toBeGreaterThan(2);
    expect(new Set(sent.map(({ request }) => request)).size).toBe(1);
    expect(storage.length).toBe(1);
    network = OK;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(box.state().all).toEqual([]);
  });

  it('sends at once when the network is said to be back', async () => {
    network = DEAD;
    const box = open();
    box.add(made());
    await vi.advanceTimersByTimeAsync(60_000);
    network = OK;
    box.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(box.state().all).toEqual([]);
  });

  it('loses nothing when the page is closed: the next page sends it, under the same request, in order', async () => {
    network = DEAD;
    const first = open();
    const all = Array.from({ length: 45 }, made);
    for (const each of all) first.add(each);
    await vi.advanceTimersByTimeAsync(0);
    first.close();
    [network, sent] = [OK, []];
    const second = open();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent.map(({ decisions }) => decisions)).toEqual(all.map(({ decisions }) => decisions));
    expect(second.state().all).toEqual([]);
    expect(storage.length).toBe(0);
  });

  it('sets a refused one aside with the sentence, goes on with the next, and sends it again when told', async () => {
    network = NO;
    const box = open();
    box.add(made());
    await vi.advanceTimersByTimeAsync(0);
    network = OK;
    box.add(made());
    await vi.advanceTimersByTimeAsync(0);
    expect(box.state().all).toMatchObject([{ refused: sentence }]);
    const [refused] = box.state().all;
    box.again(refused?.request ?? '');
    await vi.advanceTimersByTimeAsync(0);
    expect(box.state()).toMatchObject({ all: [], acknowledged: 2 });
  });

  it('gives a refused one up only when a person says so', async () => {
    network = NO;
    const box = open();
    box.add(made());
    await vi.advanceTimersByTimeAsync(600_000);
    expect(box.state().all).toHaveLength(1);
    box.drop(box.state().all[0]?.request ?? '');
    expect([box.state().all.length, storage.length, box.state().acknowledged]).toEqual([0, 0, 0]);
  });

  it("keeps another person's decisions on a shared phone and does not send them", async () => {
    network = DEAD;
    const first = open();
    first.add(made());
    await vi.advanceTimersByTimeAsync(0);
    first.close();
    [network, sent] = [OK, []];
    const theirs = open(OTHER);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([sent.length, theirs.state().all.length]).toEqual([0, 1]);
  });

  it.each(['full', 'forbidden'] as const)(
    'says so when the storage is %s, and sends all the same',
    async (why) => {
      network = DEAD;
      storage.full = true;
      const box = open(TEACHER, why === 'full' ? storage : null);
      box.add(made());
      await vi.advanceTimersByTimeAsync(0);
      expect(box.state()).toMatchObject({ kept: false, all: [{}] });
      network = OK;
      await vi.advanceTimersByTimeAsync(5_000);
      expect(box.state().all).toEqual([]);
    },
  );

  it('passes over what is not its own in the storage', () => {
    storage.setItem('tizhi.unsent.broken', '{"request":');
    storage.setItem('tizhi.unsent.strange', '{"request":"r"}');
    storage.setItem('tizhi.language', 'zh');
    expect(open().state().all).toEqual([]);
  });
});
