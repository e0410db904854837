import type { LaneKey, Mark } from '@tizhi/storage';
import type { Draft } from './draft.ts';
import {
  type Inbound,
  type Item,
  laneName,
  type Message,
  type OpenLane,
  type Unreadable,
} from './inbox-state.ts';
import { type Judgement, judge, suspectOf } from './judge.ts';
import { readBody } from './read-body.ts';
import { noMark } from './sha256.ts';

/** Takes what arrived: strictly in order per lane, each sequence once, a mark for an answer otherwise. */
export function receive(draft: Draft, inbound: Inbound): void {
  draft.counters.received += 1;
  switch (inbound.kind) {
    case 'message':
      receiveMessage(draft, inbound);
      return;
    case 'unreadable':
      keepUnreadable(draft, inbound);
      return;
  }
}

function receiveMessage(draft: Draft, message: Message): void {
  const name = laneName(message.key);
  const lane = draft.lane(name);
  if (lane !== undefined) {
    inOrder(draft, { name, lane, message });
    return;
  }
  const loading = draft.loading.get(name);
  if (loading === undefined) {
    if (ofItsKind(draft.loading, message.key, draft.limits.lanesLoading) >= draft.limits.lanesLoading) {
      draft.counters.ignoredLoading += 1;
      return;
    }
    draft.effect({ kind: 'read_mark', key: message.key });
    const waitingBytes = message.payload.length;
    draft.setLoading(name, {
      key: message.key,
      waiting: [message],
      waitingBytes,
      retryAt: null,
      failures: 0,
    });
    return;
  }
  const waitingBytes = loading.waitingBytes + message.payload.length;
  const { limits } = draft;
  if (loading.waiting.length >= limits.waitingMessages || waitingBytes > limits.waitingBytes) {
    draft.counters.ignoredLoading += 1;
    return;
  }
  draft.setLoading(name, { ...loading, waiting: [...loading.waiting, message], waitingBytes });
}

/** The lane's mark has come from the store: what waited for it goes in. */
export function openLane(
  draft: Draft,
  { key, mark = noMark(key) }: { readonly key: LaneKey; readonly mark: Mark | undefined },
): void {
  const name = laneName(key);
  const loading = draft.loading.get(name);
  if (loading === undefined) return;
  draft.endLoading(name);
  const { lanes } = draft.limits;
  if (ofItsKind(draft.lanes, key, lanes) >= lanes && !forgetOneIdleLane(draft, key)) {
    draft.counters.ignoredLoading += loading.waiting.length; // all are busy: the outbox comes again
    return;
  }
  const lane: OpenLane = {
    key,
    accepted: mark,
    stored: mark,
    suspect: null,
    answeredSeq: -1,
    answeredAt: 0,
  };
  draft.setLane(name, lane);
  for (const message of loading.waiting) {
    inOrder(draft, { name, lane: draft.lane(name) ?? lane, message });
  }
}

/**
 * Lanes of one kind, as far as that may reach `most`: each kind has its own bound, so that telemetry which waits
 * for its store leaves no alert without a place.
 */
function ofItsKind(
  lanes: ReadonlyMap<string, { readonly key: LaneKey }>,
  { lane }: LaneKey,
  most: number,
): number {
  if (lanes.size < most) return lanes.size;
  let count = 0;
  for (const { key } of lanes.values()) if (key.lane === lane) count += 1;
  return count;
}

function forgetOneIdleLane(draft: Draft, key: LaneKey): boolean {
  for (const [name, lane] of draft.lanes) {
    if (lane.key.lane !== key.lane || lane.accepted.seq !== lane.stored.seq) continue;
    draft.forgetLane(name);
    draft.counters.lanesForgotten += 1;
    return true;
  }
  return false;
}

interface Arriving {
  readonly name: string;
  readonly lane: OpenLane;
  readonly message: Message;
}

function inOrder(draft: Draft, { name, lane, message }: Arriving): void {
  const { key, seq } = message;
  if (seq <= lane.accepted.seq) {
    draft.counters.duplicates += 1;
    // Between the marks: on its way to the stores, the acknowledgement will follow.
    if (seq <= lane.stored.seq) answer(draft, name, lane);
    return;
  }
  // Only the first that the outbox still holds can say that those before it will never come.
  const isGap = seq > lane.accepted.seq + 1;
  if (isGap && message.first !== seq) {
    draft.counters.ahead += 1;
    answer(draft, name, lane);
    return;
  }
  if (!hasRoom(draft, key.lane)) return;
  const judgement = judge(draft, { lane, message, isGap });
  if (judgement.kind === 'wait') {
    const suspected = suspectOf(draft, lane, message);
    draft.setLane(name, suspected);
    answer(draft, name, suspected);
    return;
  }
  take(draft, { name, lane, message, judgement });
}

function take(
  draft: Draft,
  arriving: Arriving & { readonly judgement: Extract<Judgement, { kind: 'take' }> },
): void {
  const { name, lane, message, judgement } = arriving;
  const { key, seq, bodyHash } = message;
  const { prev, chain, fault } = judgement;
  const { accepted } = lane;
  if (seq > accepted.seq + 1) {
    const gap = { ...key, fromSeq: accepted.seq + 1, toSeq: seq - 1, at: message.receivedAt };
    const ends = { from: gap.fromSeq, to: gap.toSeq, prev: accepted.chain, chain: prev, bodyHash: null };
    const content = { kind: 'gap' as const, gap };
    draft.push(
      key.lane,
      item(draft, { place: { lane: name, key, ...ends }, content, span: null, message, bytes: 0 }),
    );
    draft.counters.gaps += 1;
  }
  const { content, span } = readBody(draft, { ...message, fault });
  if (content.kind === 'dead_letter') draft.counters.deadLetters += 1;
  draft.counters.accepted += 1;
  const place = { lane: name, key, from: seq, to: seq, prev, chain, bodyHash };
  draft.push(key.lane, item(draft, { place, content, span, message, bytes: message.payload.length }));
  draft.setLane(name, { ...lane, accepted: { seq, chain }, suspect: null });
}

/** Tells the outbox the mark, unless it was told the same a moment ago. */
function answer(draft: Draft, name: string, lane: OpenLane): void {
  const since = draft.now - lane.answeredAt;
  const { seq } = lane.stored;
  if (lane.answeredSeq === seq && since >= 0 && since < draft.limits.answerEveryMs) return;
  draft.acknowledge(lane.key, lane.stored);
  draft.setLane(name, { ...lane, answeredSeq: seq, answeredAt: draft.now });
}

/** While a store is away the queue fills; then messages are ignored, and the outbox keeps and resends them. */
function hasRoom(draft: Draft, lane: LaneKey['lane']): boolean {
  const { queue, rows, bytes } = draft.pipeline(lane);
  const { queuedMessages, queuedRows, queuedBytes } = draft.limits;
  if (queue.length < queuedMessages && rows < queuedRows && bytes < queuedBytes) return true;
  draft.counters.ignoredFull += 1;
  return false;
}

function keepUnreadable(draft: Draft, inbound: Unreadable): void {
  const { topic, reason, school, gateway, lane, receivedAt } = inbound;
  if (!draft.takeUnreadablePlace(`${school}/${gateway}`)) {
    draft.counters.unreadableDropped += 1;
    return;
  }
  if (!hasRoom(draft, lane)) return;
  const payload = new Uint8Array(inbound.payload.subarray(0, draft.limits.deadLetterBytes));
  const letter = { key: null, seq: null, topic, reason, payload, at: receivedAt };
  draft.counters.deadLetters += 1;
  const content = { kind: 'dead_letter' as const, letter };
  draft.push(
    lane,
    item(draft, { place: null, content, span: null, message: inbound, bytes: payload.length }),
  );
}

const item = (
  draft: Draft,
  parts: Pick<Item, 'place' | 'content' | 'span' | 'bytes'> & { readonly message: Inbound },
): Item => ({
  place: parts.place,
  content: parts.content,
  span: parts.span,
  rows: parts.content.kind === 'telemetry' ? parts.content.rows : 0,
  bytes: parts.bytes,
  receivedAt: parts.message.receivedAt,
  acceptedAt: draft.now,
});
