import type {
  AlertBody,
  AttemptBody,
  ChainHash,
  ClockStamp,
  GatewayId,
  Instant,
  Lane,
  SchoolId,
} from '@tizhi/contracts';
import type {
  DeadLetter,
  InboxCommit,
  LaneGap,
  LaneKey,
  Mark,
  Refusal,
  TelemetryMessage,
  TimeBasis,
} from '@tizhi/storage';

/** A message whose identity could be read. Its body is looked at when it is accepted, not before. */
export interface Message {
  readonly kind: 'message';
  readonly key: LaneKey;
  readonly seq: number;
  /** The lowest sequence that the outbox still holds. */
  readonly first: number;
  /** The chain that the sender claims at `seq`, and before it where it says so. */
  readonly chain: ChainHash | null;
  readonly prev: ChainHash | null;
  /** Of the body's bytes as they came; of a damaged one the hash that it had when it was whole. */
  readonly bodyHash: ChainHash;
  readonly clock: ClockStamp;
  readonly body: unknown;
  /** Set where the message can only become a dead letter: damaged at its gateway, or a wrong envelope. */
  readonly fault: string | null;
  /** Its gateway says so: seeing it again would change nothing. */
  readonly isDamaged: boolean;
  readonly topic: string;
  readonly payload: Uint8Array;
  /** Wall clock. */
  readonly receivedAt: Instant;
  /** False while the wall clock is known to be behind: then it cannot tell what is in the future. */
  readonly clockTrusted: boolean;
}

/** A message without identity: it can be kept as evidence, but no mark can move. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly school: SchoolId;
  readonly gateway: GatewayId;
  readonly lane: Lane;
  readonly reason: string;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly receivedAt: Instant;
}
export type Inbound = Message | Unreadable;

/** What one accepted message becomes. */
export type Content =
  | { readonly kind: 'telemetry'; readonly message: TelemetryMessage; readonly rows: number }
  | { readonly kind: 'attempt'; readonly body: AttemptBody; readonly clock: TimeBasis }
  | { readonly kind: 'alert'; readonly body: AlertBody; readonly clock: TimeBasis }
  | { readonly kind: 'dead_letter'; readonly letter: DeadLetter }
  | { readonly kind: 'gap'; readonly gap: LaneGap };

/** Where a step of a lane stands: one message, or a gap of many. */
export interface Place {
  readonly lane: string;
  readonly key: LaneKey;
  readonly from: number;
  readonly to: number;
  /** The chain before `from` and at `to`. */
  readonly prev: ChainHash;
  readonly chain: ChainHash;
  /** Of a message; `null`: a gap. */
  readonly bodyHash: ChainHash | null;
}

/** The earliest and latest school time in a message. */
export interface Span {
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

/** One step of one lane, on its way to the stores. */
export interface Item {
  /** `null`: a dead letter without identity, which moves no mark. */
  readonly place: Place | null;
  readonly content: Content;
  /** `null` where no time could be read. */
  readonly span: Span | null;
  readonly rows: number;
  readonly bytes: number;
  readonly receivedAt: Instant;
  /** Monotonic clock of the machine. */
  readonly acceptedAt: number;
}

/**
 * Where a batch stands. Telemetry goes `storing` -> `stored` -> `committing`; the other lanes begin at
 * `stored`. A failed commit is not simply repeated: the marks are read first (`checking`), because the
 * commit may have happened or another worker may have been faster.
 */
export type Stage =
  | { readonly kind: 'storing' }
  | { readonly kind: 'stored' }
  | { readonly kind: 'committing' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'waiting'; readonly until: number; readonly next: 'store' | 'check' };

export interface Batch {
  readonly id: number;
  readonly items: readonly Item[];
  readonly stage: Stage;
  readonly failures: number;
}

/** The way of one lane class to the stores; the three share nothing but the stores. */
export interface Pipeline {
  readonly queue: readonly Item[];
  readonly rows: number;
  readonly bytes: number;
  /** In order; only the first may commit. */
  readonly batches: readonly Batch[];
  readonly nextBatch: number;
}

/** A message whose link does not fit, waiting to be seen again: as it was sent, or wrong for good. */
export interface Suspect {
  readonly seq: number;
  readonly chain: ChainHash | null;
  readonly bodyHash: ChainHash;
  readonly fault: string | null;
  readonly times: number;
  readonly since: number;
}

/** `stored.seq <= accepted.seq`: what lies between is on its way. */
export interface OpenLane {
  readonly key: LaneKey;
  readonly accepted: Mark;
  readonly stored: Mark;
  readonly suspect: Suspect | null;
  readonly answeredSeq: number;
  readonly answeredAt: number;
}

/** A lane whose mark is being read from the store. */
export interface LoadingLane {
  readonly key: LaneKey;
  readonly waiting: readonly Message[];
  readonly waitingBytes: number;
  /** `null`: being read now. */
  readonly retryAt: number | null;
  readonly failures: number;
}

export interface InboxCounters {
  readonly received: number;
  readonly accepted: number;
  readonly rowsStored: number;
  readonly duplicates: number;
  /** Beyond the next one: something between was lost on the way. */
  readonly ahead: number;
  readonly gaps: number;
  /** Messages whose link did not fit: damaged on the way, or of an outbox that is an old copy of itself. */
  readonly misfits: number;
  readonly deadLetters: number;
  readonly unreadableDropped: number;
  readonly ignoredFull: number;
  readonly ignoredLoading: number;
  readonly lanesForgotten: number;
  /** Lanes found further on, or further back, in the store than remembered. */
  readonly lanesReconciled: number;
  readonly commits: number;
  readonly storeFailures: number;
}

export interface InboxState {
  readonly lanes: ReadonlyMap<string, OpenLane>;
  readonly loading: ReadonlyMap<string, LoadingLane>;
  readonly pipelines: Readonly<Record<Lane, Pipeline>>;
  /** Unreadable messages of the present minute, by gateway. */
  readonly unreadable: ReadonlyMap<string, { readonly since: number; readonly count: number }>;
  /** Devices heard of, by gateway: one that invents devices must not fill a store's index for all. */
  readonly devices: ReadonlyMap<string, ReadonlySet<string>>;
  /** Nothing waits for company any more. */
  readonly draining: boolean;
  readonly counters: InboxCounters;
}

export type InboxEvent =
  | { readonly kind: 'received'; readonly messages: readonly Inbound[] }
  | { readonly kind: 'mark_read'; readonly key: LaneKey; readonly mark: Mark | undefined }
  /** `chance` in [0, 1): the caller's dice, for the back-off. */
  | { readonly kind: 'mark_unread'; readonly key: LaneKey; readonly chance: number }
  | {
      readonly kind: 'stored';
      readonly lane: Lane;
      readonly batch: number;
      readonly refused: readonly Refusal[];
    }
  | { readonly kind: 'committed'; readonly lane: Lane; readonly batch: number }
  | {
      readonly kind: 'checked';
      readonly lane: Lane;
      readonly batch: number;
      readonly marks: readonly { readonly key: LaneKey; readonly mark: Mark | undefined }[];
    }
  | { readonly kind: 'failed'; readonly lane: Lane; readonly batch: number; readonly chance: number }
  | { readonly kind: 'tick' }
  | { readonly kind: 'drain' };

export type InboxEffect =
  /** Answer with `mark_read` or `mark_unread`. */
  | { readonly kind: 'read_mark'; readonly key: LaneKey }
  /** Answer with `stored` or `failed`. */
  | {
      readonly kind: 'store';
      readonly lane: Lane;
      readonly batch: number;
      readonly messages: readonly TelemetryMessage[];
    }
  /** Answer with `committed` or `failed`. */
  | { readonly kind: 'commit'; readonly lane: Lane; readonly batch: number; readonly commit: InboxCommit }
  /** Answer with `checked` or `failed`. */
  | { readonly kind: 'check'; readonly lane: Lane; readonly batch: number; readonly keys: readonly LaneKey[] }
  /** Retained, on the lane's acknowledgement topic. Needs no answer: it may be lost. */
  | { readonly kind: 'acknowledge'; readonly key: LaneKey; readonly mark: Mark };

/** The name of a lane among lanes. */
export const laneName = ({ school, gateway, epoch, lane }: LaneKey): string =>
  `${school}/${gateway}/${epoch}/${lane}`;

const emptyPipeline: Pipeline = { queue: [], rows: 0, bytes: 0, batches: [], nextBatch: 1 };

export const emptyInbox: InboxState = {
  lanes: new Map(),
  loading: new Map(),
  pipelines: { alert: emptyPipeline, result: emptyPipeline, telemetry: emptyPipeline },
  unreadable: new Map(),
  devices: new Map(),
  draining: false,
  counters: {
    received: 0,
    accepted: 0,
    rowsStored: 0,
    duplicates: 0,
    ahead: 0,
    gaps: 0,
    misfits: 0,
    deadLetters: 0,
    unreadableDropped: 0,
    ignoredFull: 0,
    ignoredLoading: 0,
    lanesForgotten: 0,
    lanesReconciled: 0,
    commits: 0,
    storeFailures: 0,
  },
};
