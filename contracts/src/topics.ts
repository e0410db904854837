import { GatewayId, SchoolId } from './ids.ts';

/** The three lanes of an outbox, most urgent first. A backlog in one never delays another. */
export const LANES = ['alert', 'result', 'telemetry'] as const;
export type Lane = (typeof LANES)[number];

/** What the school tells a gateway: retained, idempotent, versioned desired state. */
export const DESIRED = ['roster', 'lesson', 'command'] as const;
export type Desired = (typeof DESIRED)[number];

export type TopicKind =
  | { readonly kind: 'up'; readonly lane: Lane }
  | { readonly kind: 'ack'; readonly lane: Lane }
  | { readonly kind: 'desired'; readonly what: Desired }
  | { readonly kind: 'status' }
  /** The newest readings for live pages, QoS 0: never waits behind a backlog, may be lost. */
  | { readonly kind: 'live' }
  | { readonly kind: 'ask_time' }
  | { readonly kind: 'time' };

export type Address = { readonly school: SchoolId; readonly gateway: GatewayId };
export type Topic = Address & TopicKind;

const ROOT = 'tizhi/1';

/** `tizhi/1/{school}/{gateway}/...` */
export function formatTopic(topic: Topic): string {
  const base = `${ROOT}/${topic.school}/${topic.gateway}`;
  switch (topic.kind) {
    case 'up':
      return `${base}/up/${topic.lane}`;
    case 'ack':
      return `${base}/down/ack/${topic.lane}`;
    case 'desired':
      return `${base}/down/${topic.what}`;
    case 'status':
    case 'live':
      return `${base}/${topic.kind}`;
    case 'ask_time':
      return `${base}/ask/time`;
    case 'time':
      return `${base}/down/time`;
  }
}

/** The inverse of {@link formatTopic}; `undefined` for anything that is not exactly one of our topics. */
export function parseTopic(text: string): Topic | undefined {
  const [root, version, schoolText, gatewayText, ...rest] = text.split('/');
  if (`${root}/${version}` !== ROOT) return undefined;
  const school = SchoolId.safeParse(schoolText);
  const gateway = GatewayId.safeParse(gatewayText);
  const kind = parseKind(rest);
  if (!school.success || !gateway.success || kind === undefined) return undefined;
  return { school: school.data, gateway: gateway.data, ...kind };
}

function parseKind(rest: readonly string[]): TopicKind | undefined {
  const [direction, first, second, ...more] = rest;
  if (more.length > 0) return undefined;
  if ((direction === 'status' || direction === 'live') && first === undefined) return { kind: direction };
  if (direction === 'ask') return first === 'time' && second === undefined ? { kind: 'ask_time' } : undefined;
  if (direction === 'up' && isLane(first) && second === undefined) return { kind: 'up', lane: first };
  if (direction !== 'down') return undefined;
  if (first === 'ack' && isLane(second)) return { kind: 'ack', lane: second };
  if (first === 'time' && second === undefined) return { kind: 'time' };
  if (isDesired(first) && second === undefined) return { kind: 'desired', what: first };
  return undefined;
}

export const isLane = (text: string | undefined): text is Lane =>
  (LANES as readonly (string | undefined)[]).includes(text);
const isDesired = (text: string | undefined): text is Desired =>
  (DESIRED as readonly (string | undefined)[]).includes(text);

/** Subscription filters, for one gateway or for the whole broker. */
export const FILTERS = {
  /** All a gateway may read: its acknowledgements and its desired state. */
  downOf: ({ school, gateway }: Address): string => `${ROOT}/${school}/${gateway}/down/#`,
  /** All a gateway may publish besides its status. */
  upOf: ({ school, gateway }: Address): string => `${ROOT}/${school}/${gateway}/up/#`,
  everyUp: `${ROOT}/+/+/up/+`,
  everyUpLane: (lane: Lane): string => `${ROOT}/+/+/up/${lane}`,
  everyStatus: `${ROOT}/+/+/status`,
  everyLive: `${ROOT}/+/+/live`,
  everyAskTime: `${ROOT}/+/+/ask/time`,
  /** Desired state and time answers: acknowledgements are a level deeper. */
  everyDesired: `${ROOT}/+/+/down/+`,
} as const;
