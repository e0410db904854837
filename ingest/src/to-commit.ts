import { Buffer } from 'node:buffer';
import type { InboxCommit, LaneMark, LaneSegment } from '@tizhi/storage';
import type { Item, Place } from './inbox-state.ts';

/**
 * One transaction: the highest place of each lane as its mark, and everything that moves with it.
 * `standsAt`: where a lane's mark is now.
 */
export function toCommit(items: readonly Item[], standsAt: (lane: string) => number): InboxCommit {
  const marks: LaneMark[] = [...placesByLane(items)].map(([name, { key, to, chain }]) => ({
    ...key,
    after: standsAt(name),
    seq: to,
    chain,
  }));
  const commit = {
    marks,
    attempts: [] as InboxCommit['attempts'][number][],
    alerts: [] as InboxCommit['alerts'][number][],
    deadLetters: [] as InboxCommit['deadLetters'][number][],
    gaps: [] as InboxCommit['gaps'][number][],
    segments: toSegments(items),
  };
  for (const { place, content, receivedAt } of items) {
    switch (content.kind) {
      case 'telemetry':
        break;
      case 'attempt':
      case 'alert': {
        if (place === null) break;
        const { school, gateway } = place.key;
        const { clock } = content;
        if (content.kind === 'attempt')
          commit.attempts.push({ school, gateway, receivedAt, clock, body: content.body });
        else commit.alerts.push({ school, gateway, receivedAt, clock, body: content.body });
        break;
      }
      case 'dead_letter':
        commit.deadLetters.push(content.letter);
        break;
      case 'gap':
        commit.gaps.push(content.gap);
        break;
    }
  }
  return commit;
}

/** The last place of each lane among some items. */
export function placesByLane(items: readonly Item[]): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const { place } of items) if (place !== null) places.set(place.lane, place);
  return places;
}

/** Runs of messages without a gap between, per lane. */
function toSegments(items: readonly Item[]): LaneSegment[] {
  const segments: LaneSegment[] = [];
  const runs = new Map<string, Run>();
  const end = (lane: string): void => {
    const run = runs.get(lane);
    if (run !== undefined) segments.push(toSegment(run));
    runs.delete(lane);
  };
  for (const item of items) {
    const { place } = item;
    if (place === null) continue;
    const run = runs.get(place.lane);
    // A link that was taken from the sender's word begins a run of its own: no hash leads to it.
    if (place.bodyHash === null || (run !== undefined && run.chain !== place.prev)) end(place.lane);
    if (place.bodyHash === null) continue;
    const open = runs.get(place.lane) ?? { first: place, items: [], chain: place.prev };
    open.items.push(item);
    open.chain = place.chain;
    runs.set(place.lane, open);
  }
  for (const lane of [...runs.keys()]) end(lane);
  return segments;
}

interface Run {
  readonly first: Place;
  readonly items: Item[];
  chain: Place['chain'];
}

function toSegment({ first, items, chain }: Run): LaneSegment {
  const hashes = items.map(({ place }) => place?.bodyHash ?? '').join('');
  const spans = items.flatMap(({ span }) => (span === null ? [] : [span]));
  return {
    ...first.key,
    fromSeq: first.from,
    toSeq: first.from + items.length - 1,
    prev: first.prev,
    chain,
    hashes: new Uint8Array(Buffer.from(hashes, 'hex')),
    rows: items.reduce((sum, { rows }) => sum + rows, 0),
    firstAt:
      spans.length === 0 ? null : spans.reduce((least, { firstAt }) => Math.min(least, firstAt), Infinity),
    lastAt: spans.length === 0 ? null : spans.reduce((most, { lastAt }) => Math.max(most, lastAt), 0),
    at: items.reduce((latest, { receivedAt }) => Math.max(latest, receivedAt), 0),
  };
}
