import type { TelemetryBody } from '@tizhi/contracts';
import { chainNext } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import {
  alert,
  attempt,
  CLOCK,
  keyOf,
  mixedTelemetry,
  START,
  senderOf,
  telemetry,
} from './fixtures/messages.ts';
import { step } from './inbox-machine.ts';
import {
  emptyInbox,
  type InboxEffect,
  type InboxEvent,
  type InboxState,
  type Message,
} from './inbox-state.ts';
import { INBOX_LIMITS, type InboxLimits } from './limits.ts';
import { sha256 } from './sha256.ts';

const NOW = START + 1_000_000;
const key = { result: keyOf(1, 'result'), alert: keyOf(1, 'alert'), telemetry: keyOf(1, 'telemetry') };
type Lane = keyof typeof key;
const sender = {
  result: senderOf(key.result, (seq) => `r/${seq}`),
  alert: senderOf(key.alert, (seq) => `a/${seq}`),
  telemetry: senderOf(key.telemetry, (seq) => `t/${seq}`),
};
const bodies = { result: attempt, alert, telemetry: (_: number, seq: number) => telemetry(seq) };
const message = (lane: Lane, seq: number, more: Partial<Message> = {}): Message => ({
  kind: 'message',
  key: key[lane],
  seq,
  first: 1,
  ...sender[lane].link(seq, more.first ?? 1),
  clock: CLOCK,
  body: bodies[lane](1, seq),
  fault: null,
  isDamaged: false,
  topic: 't',
  payload: new Uint8Array(100),
  receivedAt: NOW,
  clockTrusted: true,
  ...more,
});

/** An inbox that knows that each lane stands at 4. */
function inboxAt4(limits: Partial<InboxLimits> = {}) {
  let state: InboxState = emptyInbox;
  const act = (event: InboxEvent, now: number): readonly InboxEffect[] => {
    const next = step(state, event, { now, limits: { ...INBOX_LIMITS, ...limits } });
    state = next.state;
    return next.effects;
  };
  for (const lane of ['result', 'alert', 'telemetry'] as const) {
    act({ kind: 'received', messages: [message(lane, 4)] }, 0);
    act({ kind: 'mark_read', key: key[lane], mark: sender[lane].markAt(4) }, 0);
  }
  return {
    act,
    get state() {
      return state;
    },
    receive: (one: Message, now = 1_000) => act({ kind: 'received', messages: [one] }, now),
    commit(effects: readonly InboxEffect[]) {
      const commit = effects.find((effect) => effect.kind === 'commit');
      return commit?.kind === 'commit' ? commit.commit : undefined;
    },
  };
}

const wrongBody = { bodyHash: 'f'.repeat(64) };

describe('a link that does not fit', () => {
  it('is not taken, is answered with the mark, and the right message is taken after it', () => {
    const inbox = inboxAt4();
    expect(inbox.receive(message('result', 5, wrongBody))).toMatchObject([
      { kind: 'acknowledge', mark: sender.result.markAt(4) },
    ]);
    expect(inbox.commit(inbox.receive(message('result', 5)))).toMatchObject({
      marks: [{ after: 4, ...sender.result.markAt(5) }],
      attempts: [{}],
      deadLetters: [],
    });
    expect(inbox.state.counters.misfits).toBe(1);
  });

  it('becomes a dead letter when it comes again unchanged, three times over ten seconds: the lane goes on', () => {
    const inbox = inboxAt4();
    const { prev, bodyHash } = { prev: sender.result.markAt(4).chain, ...wrongBody };
    const chain = chainNext(sha256, { prev, seq: 5, bodyHash });
    for (const now of [1_000, 1_001, 1_002, 10_999]) {
      expect(inbox.commit(inbox.receive(message('result', 5, wrongBody), now))).toBeUndefined();
    }
    expect(inbox.commit(inbox.receive(message('result', 5, wrongBody), 11_000))).toMatchObject({
      marks: [{ after: 4, seq: 5, chain }],
      deadLetters: [{ seq: 5, reason: expect.stringContaining('chain') }],
      attempts: [],
    });
    // Another chain than the sender's: an outbox that is an old copy sees that the school does not have its 5.
    expect(inbox.act({ kind: 'committed', lane: 'result', batch: 1 }, 11_001)).toMatchObject([
      {
        kind: 'acknowledge',
        mark: { seq: 5, chain: expect.not.stringContaining(sender.result.markAt(5).chain) },
      },
    ]);
  });

  it('is forgiven when it changes: damage on the way is never the same twice', () => {
    const inbox = inboxAt4();
    for (let n = 0; n < 20; n += 1) {
      const bodyHash = n.toString(16).padStart(64, '0');
      const effects = inbox.receive(message('result', 5, { bodyHash }), n * 1_000);
      expect(inbox.commit(effects)).toBeUndefined();
    }
  });

  it('of a history that is not ours is not taken, even where it is whole in itself', () => {
    const inbox = inboxAt4();
    const other = senderOf(key.result, (seq) => `other/${seq}`);
    const effects = inbox.receive(message('result', 5, { first: 5, ...other.link(5, 5) }));
    expect(inbox.commit(effects)).toBeUndefined();
    expect(effects).toMatchObject([{ kind: 'acknowledge', mark: sender.result.markAt(4) }]);
  });

  it('opens no gap: a wrong `first` would skip messages that still come', () => {
    const inbox = inboxAt4();
    const { chain, bodyHash } = sender.result.link(9, 1);
    expect(inbox.commit(inbox.receive(message('result', 9, { first: 9, chain, bodyHash, prev: null })))).toBe(
      undefined,
    );
    expect(inbox.state.counters).toMatchObject({ gaps: 0, misfits: 1 });
  });
});

describe('a message damaged at its gateway', () => {
  it('is a dead letter in its place, and the chain goes on behind it', () => {
    const inbox = inboxAt4();
    const damaged = message('result', 5, { fault: "damaged on the gateway's disk", isDamaged: true });
    const commit = inbox.commit(inbox.receive(damaged));
    expect(commit).toMatchObject({ marks: [{ seq: 5 }], deadLetters: [{ seq: 5 }], attempts: [] });
    inbox.act({ kind: 'committed', lane: 'result', batch: 1 }, 1_001);
    expect(inbox.commit(inbox.receive(message('result', 6)))?.attempts).toHaveLength(1);
  });
});

describe('an envelope that is wrong beside its identity', () => {
  const wrong = message('result', 5, { fault: 'sentAt: expected number' });

  it('may have been damaged on the way: it is seen again before it becomes a dead letter', () => {
    const inbox = inboxAt4();
    expect(inbox.commit(inbox.receive(wrong, 1_000))).toBeUndefined();
    expect(inbox.commit(inbox.receive(message('result', 5), 1_001))).toMatchObject({
      attempts: [{}],
      deadLetters: [],
    });
  });

  it('and comes the same again and again does not stop its lane', () => {
    const inbox = inboxAt4();
    for (const now of [1_000, 6_000]) expect(inbox.commit(inbox.receive(wrong, now))).toBeUndefined();
    expect(inbox.commit(inbox.receive(wrong, 11_000))).toMatchObject({
      marks: [sender.result.markAt(5)],
      deadLetters: [{ seq: 5, reason: 'sentAt: expected number' }],
    });
    inbox.act({ kind: 'committed', lane: 'result', batch: 1 }, 11_001);
    expect(inbox.commit(inbox.receive(message('result', 6), 11_002))?.attempts).toHaveLength(1);
  });
});

describe('school time', () => {
  const storeOf = (inbox: ReturnType<typeof inboxAt4>, one: Message) => {
    inbox.receive(one);
    const [effect] = inbox.act({ kind: 'tick' }, 9_000);
    return effect;
  };
  const at = (time: number): TelemetryBody => {
    const body = telemetry(5);
    return { ...body, blocks: body.blocks.map((block) => ({ ...block, at: block.at.map(() => time) })) };
  };

  it('is taken as it comes up to five seconds ahead; beyond, telemetry is kept whole as a dead letter', () => {
    expect(storeOf(inboxAt4(), message('telemetry', 5, { body: at(NOW + 5_000) }))?.kind).toBe('store');
    expect(storeOf(inboxAt4(), message('telemetry', 5, { body: at(NOW + 5_001) }))).toMatchObject({
      kind: 'commit',
      commit: { marks: [{ seq: 5 }], deadLetters: [{ reason: expect.stringContaining('ahead') }] },
    });
  });

  it('is corrected by what the gateway learned later', () => {
    const clock = { skewMs: 0, shiftMs: -3_600_000, errorMs: 9 };
    const ahead = message('telemetry', 5, { body: at(NOW + 3_600_000), clock });
    expect(storeOf(inboxAt4(), ahead)).toMatchObject({ kind: 'store', messages: [{ clock }] });
    const commit = inboxAt4().commit(inboxAt4().receive(message('result', 5, { clock })));
    expect(commit?.attempts[0]).toMatchObject({
      clock: { skewMs: -3_600_000, errorMs: 9 },
      body: { at: attempt(1, 5).at - 3_600_000 },
    });
  });

  it('of an alert from the future is its arrival: a nurse must see it', () => {
    const body = { ...alert(1, 5), at: NOW + 86_400_000, from: NOW + 86_390_000 };
    const commit = inboxAt4().commit(inboxAt4().receive(message('alert', 5, { body })));
    expect(commit?.alerts[0]).toMatchObject({
      clock: { skewMs: -86_400_000, errorMs: null },
      body: { at: NOW, from: NOW - 10_000 },
    });
  });

  it('cannot be judged by a clock that is behind', () => {
    const body = at(NOW + 3_600_000);
    expect(storeOf(inboxAt4(), message('telemetry', 5, { body, clockTrusted: false }))?.kind).toBe('store');
  });
});

describe('heart rates and other readings in one message', () => {
  const storeOf = (inbox: ReturnType<typeof inboxAt4>, body: unknown) => {
    inbox.receive(message('telemetry', 5, { body }));
    return inbox.act({ kind: 'tick' }, 9_000)[0];
  };
  /** The message with something else in its block of readings. */
  const withReadings = (more: object) => {
    const [hearts, readings] = mixedTelemetry(5).blocks;
    return { kind: 'telemetry', blocks: [hearts, { ...readings, ...more }] };
  };

  it('go to the store as they came, and count as rows', () => {
    expect(storeOf(inboxAt4(), mixedTelemetry(5))).toMatchObject({
      kind: 'store',
      messages: [{ body: mixedTelemetry(5) }],
    });
    const inbox = inboxAt4({ batchRows: 4 });
    expect(inbox.receive(message('telemetry', 5, { body: mixedTelemetry(5) }))[0]?.kind).toBe('store');
  });

  it.each([
    ['a kind that nobody knows', { reading: Array(3).fill({ kind: 'smell' }) }, 'reading.0'],
    ['columns of different length', { n: [1] }, 'same length'],
    ['a time in the future', { at: [NOW, NOW + 5_001, NOW] }, 'ahead'],
  ])('are one dead letter, whole, with %s', (_what, more, reason) => {
    expect(storeOf(inboxAt4(), withReadings(more))).toMatchObject({
      kind: 'commit',
      commit: { marks: [{ seq: 5 }], deadLetters: [{ reason: expect.stringContaining(reason) }] },
    });
  });

  it('name devices that count for their gateway', () => {
    const inbox = inboxAt4({ devicesPerGateway: 1, batchMs: 0 });
    expect(storeOf(inbox, mixedTelemetry(5))?.kind).not.toBe('store');
    expect(inbox.state.counters).toMatchObject({ deadLetters: 1 });
  });
});

describe('what a store cannot take', () => {
  it('is kept as a dead letter, and everybody else goes on', () => {
    const inbox = inboxAt4();
    inbox.receive(message('telemetry', 5));
    inbox.receive(message('telemetry', 6));
    const [store] = inbox.act({ kind: 'tick' }, 2_000);
    if (store?.kind !== 'store') throw new Error('nothing is stored');
    const [bad] = store.messages;
    if (bad === undefined) throw new Error('nothing is stored');
    const refused = [{ message: bad, reason: 'max-series-per-database' }];
    const effects = inbox.act({ kind: 'stored', lane: 'telemetry', batch: store.batch, refused }, 2_001);
    expect(inbox.commit(effects)).toMatchObject({
      marks: [{ seq: 6 }],
      deadLetters: [{ seq: 5, reason: expect.stringContaining('max-series') }],
    });
    expect(inbox.state.counters).toMatchObject({ rowsStored: 1, deadLetters: 1 });
  });

  it('includes devices without end from one gateway', () => {
    const inbox = inboxAt4({ devicesPerGateway: 2, batchMs: 0 });
    const named = (seq: number, device: string): Message => {
      const body = telemetry(seq);
      const blocks = body.blocks.map((block) => ({ ...block, devices: [device] as typeof block.devices }));
      return message('telemetry', seq, { body: { ...body, blocks } });
    };
    inbox.receive(named(5, 'a'));
    inbox.receive(named(6, 'b'));
    inbox.receive(named(7, 'c'));
    inbox.receive(named(8, 'a'));
    expect(inbox.state.counters).toMatchObject({ accepted: 4, deadLetters: 1 });
  });
});
