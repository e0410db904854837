import { type Epoch, LANES, type Lane } from '@tizhi/contracts';
import type { CountedLetter, StoredLanes } from './outbox-file.ts';

/**
 * The sender's half of the wire contract (docs/protocol.md), without I/O: what is held, what is in
 * flight, what may be deleted. A shell does the effects, in order, and reports back with events, so that
 * a simulator can run the same machine through loss, duplication, crashes and full disks.
 *
 * `now` is monotonic milliseconds (never the wall clock, which may jump an hour or to 1970).
 */
export const OUTBOX_LIMITS = {
  /** Messages sent and not yet acknowledged, per lane. Bounds what can stand before an alert on the wire. */
  window: { alert: 16, result: 32, telemetry: 32 },
  /** Wait for an acknowledgement before sending again; doubles with each silence up to `max`. */
  resendMs: { first: 2_000, max: 30_000 },
  /** Share of the held telemetry given up at a time when the disk is full. */
  dropShare: 0.05,
  /** How long alerts and results wait on a new connection for the school's clock. Telemetry waits for ever. */
  clockWaitMs: 2_000,
} as const;

export interface LaneState {
  /** Lowest sequence still held. `stored + 1` where the lane is empty. */
  readonly first: number;
  /** Highest sequence ever committed to the file. Never goes back, so no number is used twice. */
  readonly stored: number;
  /** Highest sequence known to be in the school's stores. */
  readonly acked: number;
  /** Highest sequence handed to the link since the last (re)start of sending; `first - 1`: none. */
  readonly sent: number;
  /** Messages given up because the disk was full. Always 0 for alerts and results. */
  readonly dropped: number;
  /** Resends since the last sign of life from the inbox. While it is above 0 one message at a time is sent. */
  readonly silences: number;
  /** When to send again, `null` while nothing is in flight. */
  readonly resendAt: number | null;
}

export interface OutboxState {
  readonly epoch: Epoch;
  /** Since when the link is up, `null` while it is down. */
  readonly onlineSince: number | null;
  /** The school's clock was heard in this boot, durably: every held message's time is settled. */
  readonly clockKnown: boolean;
  readonly lanes: Readonly<Record<Lane, LaneState>>;
  /** Acknowledgements of another epoch: counted, never obeyed. */
  readonly foreignAcks: number;
}

interface Appending {
  readonly lane: Lane;
  /** Opaque here. */
  readonly letter: CountedLetter;
}

export type OutboxEvent =
  /** A new message. The shell reports its fate before the lane's next `enqueue`. */
  | ({ readonly kind: 'enqueue' } & Appending)
  /** The append is on the disk for good. */
  | { readonly kind: 'appended'; readonly lane: Lane; readonly seq: number }
  /** The append found the disk (or the configured bound) full; nothing was written. */
  | ({ readonly kind: 'disk_full' } & Appending)
  /** The drop asked for is on the disk. */
  | ({ readonly kind: 'dropped'; readonly below: number } & Appending)
  /** Not even deleting was possible. */
  | ({ readonly kind: 'drop_failed' } & Appending)
  /** The link is up and subscribed. */
  | { readonly kind: 'connected' }
  | { readonly kind: 'disconnected' }
  /** The school's clock was heard in this boot and written down. */
  | { readonly kind: 'clock_known' }
  | {
      readonly kind: 'ack';
      readonly lane: Lane;
      readonly epoch: Epoch;
      readonly seq: number;
      /** Whether our own chain at `seq` is the school's; `null`: not kept any more, not numbered yet, not readable. */
      readonly agrees: boolean | null;
    }
  | { readonly kind: 'tick' };

export type OutboxEffect =
  /** Commit this message under this number, then report `appended` or `disk_full`. */
  | ({ readonly kind: 'append'; readonly seq: number } & Appending)
  /** Delete telemetry below `below`, then report `dropped` or `drop_failed` with the waiting message. */
  | { readonly kind: 'drop'; readonly below: number; readonly waiting: Appending }
  /** There is no room: telemetry is gone (and counted); an alert or result goes back to the caller, who keeps it. */
  | { readonly kind: 'refuse'; readonly lane: Lane }
  /** Delete everything up to and including `upTo`. May be put off and merged: it is only about space. */
  | { readonly kind: 'delete'; readonly lane: Lane; readonly upTo: number }
  /** Publish; `first` goes into the envelope. May get lost. */
  | { readonly kind: 'transmit'; readonly lane: Lane; readonly seq: number; readonly first: number }
  /** The school's history is not ours: the file is an old copy of itself. Number all held messages anew. */
  | { readonly kind: 'begin_epoch'; readonly lane: Lane; readonly seq: number };

export interface OutboxStep {
  readonly state: OutboxState;
  readonly effects: readonly OutboxEffect[];
}

/** The state after opening the file: nothing in flight, off line. */
export function openedOutbox(opened: {
  readonly epoch: Epoch;
  readonly lanes: StoredLanes;
  readonly clockKnown: boolean;
}): OutboxState {
  const lane = (name: Lane): LaneState => {
    const { first, stored, acked, dropped } = opened.lanes[name];
    return { first, stored, acked, dropped, sent: first - 1, silences: 0, resendAt: null };
  };
  return {
    epoch: opened.epoch,
    onlineSince: null,
    clockKnown: opened.clockKnown,
    foreignAcks: 0,
    lanes: { alert: lane('alert'), result: lane('result'), telemetry: lane('telemetry') },
  };
}

/** Messages waiting for an acknowledgement. */
export const queued = (lane: LaneState): number => lane.stored - lane.first + 1;

/** One step. Total: any event in any state gives a state; unknown or late news changes nothing. */
export function stepOutbox(state: OutboxState, event: OutboxEvent, now: number): OutboxStep {
  switch (event.kind) {
    case 'enqueue': {
      const { lane, letter } = event;
      return { state, effects: [{ kind: 'append', lane, seq: state.lanes[lane].stored + 1, letter }] };
    }
    case 'appended':
      // All lanes: a drop made for this message may have cut another lane's flight short.
      return transmit(put(state, event.lane, { stored: event.seq }), LANES, now);
    case 'disk_full':
      return makeRoom(state, event);
    case 'dropped':
      return afterDrop(state, event);
    case 'drop_failed':
      return refuse(state, event.lane);
    case 'connected':
      return transmit(rewound({ ...state, onlineSince: now }), LANES, now);
    case 'disconnected':
      return { state: rewound({ ...state, onlineSince: null }), effects: [] };
    case 'clock_known':
      return transmit({ ...state, clockKnown: true }, LANES, now);
    case 'ack':
      return acknowledge(state, event, now);
    case 'tick':
      return resend(state, now);
  }
}

function put(state: OutboxState, lane: Lane, change: Partial<LaneState>): OutboxState {
  return { ...state, lanes: { ...state.lanes, [lane]: { ...state.lanes[lane], ...change } } };
}

/** A new connection knows nothing of the old one: start again from the first unacknowledged. */
function rewound(state: OutboxState): OutboxState {
  return LANES.reduce(
    (next, lane) => put(next, lane, { sent: next.lanes[lane].first - 1, silences: 0, resendAt: null }),
    state,
  );
}

function transmit(state: OutboxState, lanes: readonly Lane[], now: number): OutboxStep {
  if (state.onlineSince === null) return { state, effects: [] };
  const waited = now - state.onlineSince >= OUTBOX_LIMITS.clockWaitMs;
  const effects: OutboxEffect[] = [];
  let next = state;
  for (const lane of lanes) {
    // A time sent before the school's clock is known could not be mended: a reading has one time for ever.
    if (!state.clockKnown && (lane === 'telemetry' || !waited)) continue;
    const { first, stored, sent, silences, resendAt } = next.lanes[lane];
    // After a silence one message asks whether anybody is there, instead of the whole window each time.
    const window = silences > 0 ? 1 : OUTBOX_LIMITS.window[lane];
    const last = Math.min(stored, first - 1 + window);
    for (let seq = sent + 1; seq <= last; seq++) effects.push({ kind: 'transmit', lane, seq, first });
    if (last > sent) {
      next = put(next, lane, { sent: last, resendAt: resendAt ?? now + resendDelay(silences) });
    }
  }
  return { state: next, effects };
}

const resendDelay = (silences: number): number =>
  Math.min(OUTBOX_LIMITS.resendMs.max, OUTBOX_LIMITS.resendMs.first * 2 ** Math.min(silences, 16));

function resend(state: OutboxState, now: number): OutboxStep {
  if (state.onlineSince === null) return { state, effects: [] };
  const due = LANES.filter((lane) => (state.lanes[lane].resendAt ?? Number.POSITIVE_INFINITY) <= now);
  const again = due.reduce((next, lane) => {
    const { first, silences } = next.lanes[lane];
    return put(next, lane, { sent: first - 1, silences: silences + 1, resendAt: null });
  }, state);
  // All lanes: some may have waited for the clock.
  return transmit(again, LANES, now);
}

function acknowledge(
  state: OutboxState,
  { lane, epoch, seq, agrees }: Extract<OutboxEvent, { kind: 'ack' }>,
  now: number,
): OutboxStep {
  if (epoch !== state.epoch) return { state: { ...state, foreignAcks: state.foreignAcks + 1 }, effects: [] };
  const { first, stored, acked, sent, resendAt } = state.lanes[lane];
  if (seq > stored || agrees === false) return { state, effects: [{ kind: 'begin_epoch', lane, seq }] };
  if (seq <= acked || agrees === null) {
    // Somebody is there and still lacks what is in flight: do not sit out a long back-off.
    const soon = now + OUTBOX_LIMITS.resendMs.first;
    const next = resendAt === null ? null : Math.min(resendAt, soon);
    return { state: put(state, lane, { resendAt: next }), effects: [] };
  }
  const newFirst = Math.max(first, seq + 1);
  const newSent = Math.max(sent, newFirst - 1);
  const progressed = put(state, lane, {
    acked: seq,
    first: newFirst,
    sent: newSent,
    silences: 0,
    resendAt: newSent >= newFirst ? now + OUTBOX_LIMITS.resendMs.first : null,
  });
  const after = transmit(progressed, [lane], now);
  return { state: after.state, effects: [{ kind: 'delete', lane, upTo: seq }, ...after.effects] };
}

/** Telemetry goes first, oldest first; alerts and results are never touched. */
function makeRoom(state: OutboxState, { lane, letter }: Appending): OutboxStep {
  const telemetry = state.lanes.telemetry;
  const held = queued(telemetry);
  if (held <= 0) return refuse(state, lane);
  const below = telemetry.first + Math.max(1, Math.ceil(held * OUTBOX_LIMITS.dropShare));
  return { state, effects: [{ kind: 'drop', below, waiting: { lane, letter } }] };
}

function afterDrop(
  state: OutboxState,
  { below, lane, letter }: Extract<OutboxEvent, { kind: 'dropped' }>,
): OutboxStep {
  const { first, sent, dropped, resendAt } = state.lanes.telemetry;
  const stillInFlight = sent >= below;
  const next = put(state, 'telemetry', {
    first: below,
    sent: Math.max(sent, below - 1),
    dropped: dropped + Math.max(0, below - first),
    resendAt: stillInFlight ? resendAt : null,
  });
  return { state: next, effects: [{ kind: 'append', lane, seq: next.lanes[lane].stored + 1, letter }] };
}

function refuse(state: OutboxState, lane: Lane): OutboxStep {
  const dropped = state.lanes[lane].dropped + (lane === 'telemetry' ? 1 : 0);
  return { state: put(state, lane, { dropped }), effects: [{ kind: 'refuse', lane }] };
}
