import {
  answer,
  connect,
  DISCONNECT,
  lengthOf,
  PINGREQ,
  packet,
  publish,
  subscribe,
  unsubscribe,
} from './packets.ts';
import type { Random } from './random.ts';

/** What one client does, in order, and how it goes. */
export interface FuzzSession {
  readonly kind: Kind;
  readonly writes: readonly Buffer[];
  /** After the first write it waits for an answer, as a good client does for CONNACK. */
  readonly waits: boolean;
  /** Between writes, ms. */
  readonly pauseMs: number;
  /** `wait`: it leaves the ending to the broker. */
  readonly ending: 'finish' | 'reset' | 'wait';
}

/** Whom it says it is; the account must exist. */
export interface FuzzAccount {
  readonly username: string;
  readonly password: string;
  readonly own: string;
}

const bad: readonly Buffer[] = [
  Buffer.from([0xc3, 0x28]), // a broken two-byte sequence
  Buffer.from([0xed, 0xa0, 0x80]), // a surrogate
  Buffer.from([0xf4, 0x90, 0x80, 0x80]), // beyond U+10FFFF
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0x00]),
];

const KINDS = {
  valid: (r, a) => talk(r, a),
  truncated: (r, a) => cutAt(talk(r, a), r),
  flags: (r, a) =>
    talk(r, a).map((one, n) =>
      n > 0 && r.once(2) ? changed(one, 0, (one[0] ?? 0) ^ (1 + r.below(15))) : one,
    ),
  firstFlags: (r, a) => [changed(login(r, a), 0, 0x10 | (1 + r.below(15)))],
  tooLong: (r, a) => [
    login(r, a),
    Buffer.concat([Buffer.from([0x30]), lengthOf(1 + r.below(268_435_455)), r.bytes(r.below(64))]),
  ],
  fiveLengthBytes: (r, a) => [login(r, a), Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, r.below(256)])],
  lengthsLie: (r, a) => talk(r, a).map((one) => (r.once(2) ? changed(one, 1, r.below(128)) : one)),
  innerLengthsLie: (r, a) =>
    talk(r, a).map((one, n) => (n > 0 && one.length > 4 ? changed(one, 2 + r.below(2), r.below(256)) : one)),
  badText: (r, a) => {
    const text = Buffer.concat([Buffer.from(a.own), r.pick(bad)]);
    return [
      connect({
        ...a,
        clientId: r.once(2) ? text : 'fuzz',
        ...(r.once(3) ? { will: { topic: text, payload: 'x' } } : {}),
      }),
      r.pick([publish({ topic: text, qos: r.below(3), id: 1 }), subscribe(2, [text])]),
      ...talk(r, a).slice(1),
    ];
  },
  badUser: (r, a) => [connect({ username: r.pick(bad), password: a.password, clientId: 'fuzz' })],
  noConnect: (r, a) => talk(r, a).slice(1),
  twoConnects: (r, a) => [login(r, a), ...talk(r, a)],
  serverPackets: (r, a) => [
    login(r, a),
    packet(r.pick([2, 9, 11, 13, 15, 0]), r.below(16), r.bytes(r.below(8))),
  ],
  everyType: (r, a) => [
    login(r, a),
    ...Array.from({ length: 16 }, (_, type) => packet(type, r.below(16), r.bytes(r.below(40)))),
  ],
  strangeIds: (r, a) => [
    login(r, a),
    ...Array.from({ length: 10 }, () =>
      answer(r.pick([4, 5, 6, 7] as const), r.pick([0, 1, r.below(65_536)])),
    ),
    publish({ topic: `${a.own}up/alert`, qos: 1, id: 0 }),
    subscribe(0, [`${a.own}down/#`]),
  ],
  qos3: (r, a) => [
    login(r, a),
    r.pick([
      publish({ topic: `${a.own}up/alert`, qos: 3 }),
      subscribe(1, [`${a.own}down/#`], 3 + r.below(250)),
    ]),
  ],
  badFilters: (r, a) => [
    login(r, a),
    subscribe(1, [r.pick(['', 'a/#/b', 'a+', '#a', '/'.repeat(r.below(200)), '+'.repeat(50)]), a.own]),
  ],
  forbiddenFilters: (r, a) => [
    login(r, a),
    subscribe(1, ['#', '$SYS/#', '+/#', a.own, 'tizhi/1/other/gym/down/#']),
  ],
  forbiddenTopics: (r, a) => [
    login(r, a),
    publish({
      topic: r.pick([
        '',
        '#',
        `${a.own}+/x`,
        '$SYS/x',
        'tizhi/1/other/gym/status',
        '/'.repeat(150),
        `${a.own}down/roster`,
      ]),
      qos: r.below(3),
    }),
  ],
  emptyPayloads: (r, a) => [
    login(r, a),
    r.pick([
      packet(8, 2, Buffer.from([0, 1])),
      packet(10, 2, Buffer.from([0, 1])),
      packet(3, 0),
      packet(8, 2),
    ]),
  ],
  manyFilters: (r, a) => [
    login(r, a),
    subscribe(
      1,
      Array.from({ length: 300 }, (_, n) => `${a.own}down/${n}`),
    ),
    unsubscribe(
      2,
      Array.from({ length: 300 }, (_, n) => `${a.own}down/${n}`),
    ),
  ],
  openQos2: (r, a) => [
    login(r, a, r.once(2)),
    ...Array.from({ length: 1 + r.below(150) }, (_, n) =>
      publish({ topic: `${a.own}up/result`, qos: 2, id: 1 + n }),
    ),
  ],
  protocols: (r, a) => [
    connect({
      ...a,
      protocol: r.pick(['MQTT', 'MQIsdp', 'mqtt', '', 'MQTT5', 'X'.repeat(300)]),
      level: r.below(256),
      flags: r.below(256),
    }),
  ],
  longId: (r, a) => [
    connect({ ...a, clientId: 'x'.repeat(r.pick([0, 64, 65, 1000, 20_000])), clean: r.once(2) }),
  ],
  strangeWill: (r, a) => [
    connect({
      ...a,
      will: {
        topic: r.pick(['', '#', '$SYS/x', `${a.own}status`, `${a.own}up/alert`]),
        payload: 'x',
        qos: r.below(4),
      },
    }),
  ],
  flood: (r, a) => [
    login(r, a),
    Buffer.concat(
      Array.from({ length: 200 + r.below(800) }, () =>
        r.pick([PINGREQ, publish({ topic: `${a.own}up/telemetry`, qos: r.below(2), id: 1 + r.below(9) })]),
      ),
    ),
  ],
  early: (r, a) => [Buffer.concat([login(r, a), ...Array.from({ length: r.below(100) }, () => PINGREQ)])],
  bitFlips: (r, a) => {
    const whole = Buffer.concat(talk(r, a));
    for (let n = 1 + r.below(8); n > 0; n--) {
      const at = r.below(whole.length);
      whole[at] = (whole[at] ?? 0) ^ (1 << r.below(8));
    }
    return [whole];
  },
  validThenGarbage: (r, a) => [...talk(r, a), r.bytes(1 + r.below(2000))],
  garbage: (r) => [r.bytes(1 + r.below(4000))],
  http: () => [Buffer.from('GET /mqtt HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n')],
  tls: (r) => [Buffer.concat([Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]), r.bytes(200)])],
  silent: () => [],
  drip: (r, a) =>
    [...(r.once(2) ? Buffer.concat(talk(r, a)) : r.bytes(20))]
      .slice(0, 60)
      .map((byte) => Buffer.from([byte])),
} satisfies Record<string, (random: Random, account: FuzzAccount) => Buffer[]>;
export type Kind = keyof typeof KINDS;
export const FUZZ_KINDS = Object.keys(KINDS) as Kind[];

/** Their first words get no answer, or are not one write. */
const UNANSWERED: readonly Kind[] = [
  'truncated',
  'firstFlags',
  'noConnect',
  'protocols',
  'badText',
  'bitFlips',
  'garbage',
  'http',
  'tls',
  'silent',
  'drip',
];

/** One client's doings, the same for the same chance. */
export function fuzzSession(random: Random, accounts: readonly FuzzAccount[]): FuzzSession {
  const kind = random.pick(FUZZ_KINDS);
  const account = random.pick(accounts);
  const make: (random: Random, account: FuzzAccount) => Buffer[] = KINDS[kind];
  return {
    kind,
    writes: make(random, account),
    waits: !UNANSWERED.includes(kind) && !random.once(5),
    pauseMs: kind === 'drip' ? 1 : random.once(4) ? random.below(4) : 0,
    ending: kind === 'silent' || random.once(20) ? 'wait' : random.pick(['finish', 'reset']),
  };
}

const login = (random: Random, account: FuzzAccount, clean = true): Buffer =>
  connect({ ...account, clean, clientId: `fuzz-${random.below(50)}` });

/** Something that a good client could say. */
function talk(random: Random, account: FuzzAccount): Buffer[] {
  const { own } = account;
  const topics = ['up/alert', 'up/result', 'up/telemetry', 'status', 'live', 'ask/time'].map(
    (tail) => own + tail,
  );
  const sentences: (() => Buffer)[] = [
    () => subscribe(1 + random.below(100), [`${own}down/#`], random.below(3)),
    () => unsubscribe(1 + random.below(100), [`${own}down/#`]),
    () =>
      publish({
        topic: random.pick(topics),
        qos: random.below(3),
        id: 1 + random.below(20),
        more: random.pick([0, 1, 8, 9]), // RETAIN and DUP
        payload: 'x'.repeat(random.below(300)),
      }),
    () => answer(random.pick([4, 5, 6, 7] as const), 1 + random.below(20)),
    () => PINGREQ,
  ];
  return [
    login(random, account, !random.once(3)),
    ...Array.from({ length: random.below(8) }, () => random.pick(sentences)()),
    ...(random.once(3) ? [DISCONNECT] : []),
  ];
}

const changed = (bytes: Buffer, at: number, value: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
};

function cutAt(writes: readonly Buffer[], random: Random): Buffer[] {
  const whole = Buffer.concat(writes);
  return [whole.subarray(0, random.below(whole.length + 1))];
}
