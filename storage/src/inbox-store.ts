import type {
  AlertBody,
  AttemptBody,
  ChainHash,
  ClockStamp,
  Epoch,
  GatewayId,
  GatewayStatus,
  Instant,
  Lane,
  SchoolId,
} from '@tizhi/contracts';

/** The sender side of a lane: where a high-water mark belongs. */
export interface LaneKey {
  readonly school: SchoolId;
  readonly gateway: GatewayId;
  readonly epoch: Epoch;
  readonly lane: Lane;
}

/** Everything up to and including `seq` of a lane is in the stores, and the hash chain there. */
export interface Mark {
  readonly seq: number;
  readonly chain: ChainHash;
}
/** A lane's mark on its way from `after` (0: it has none yet) to `seq`. */
export interface LaneMark extends LaneKey, Mark {
  readonly after: number;
}

/**
 * The ledger: consecutive messages of a lane. From `prev` and the hashes anybody can recompute `chain`. The
 * store joins segments that follow each other, up to some hundred messages.
 */
export interface LaneSegment extends LaneKey {
  readonly fromSeq: number;
  readonly toSeq: number;
  /** The chain before `fromSeq`, and at `toSeq`. */
  readonly prev: ChainHash;
  readonly chain: ChainHash;
  /** SHA-256 of each message's body, 32 bytes each, in order. */
  readonly hashes: Uint8Array;
  /** Telemetry rows in them. */
  readonly rows: number;
  /** The earliest and latest time in them, school time; `null` where none could be read. */
  readonly firstAt: Instant | null;
  readonly lastAt: Instant | null;
  /** When the server stored them. */
  readonly at: Instant;
}

/** A message that could not be understood: kept whole with its reason, and acknowledged. */
export interface DeadLetter {
  readonly key: LaneKey | null;
  readonly seq: number | null;
  readonly topic: string;
  readonly reason: string;
  readonly payload: Uint8Array;
  readonly at: Instant;
}

/** Sequence numbers that will never come: dropped on a full gateway disk, or acknowledged to a lost store. */
export interface LaneGap extends LaneKey {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly at: Instant;
}

/** What one inbox commit writes, in one transaction with the marks. */
export interface InboxCommit {
  readonly marks: readonly LaneMark[];
  readonly attempts: readonly ReceivedAttempt[];
  readonly alerts: readonly ReceivedAlert[];
  readonly deadLetters: readonly DeadLetter[];
  readonly gaps: readonly LaneGap[];
  readonly segments: readonly LaneSegment[];
}
/** What the school time in a body rests on: the gateway's own clock said so much less, within this error. */
export type TimeBasis = Pick<ClockStamp, 'skewMs' | 'errorMs'>;
/** `body`'s times are school time. */
export interface ReceivedAttempt {
  readonly school: SchoolId;
  readonly gateway: GatewayId;
  readonly receivedAt: Instant;
  readonly clock: TimeBasis;
  readonly body: AttemptBody;
}
export interface ReceivedAlert {
  readonly school: SchoolId;
  readonly gateway: GatewayId;
  readonly receivedAt: Instant;
  readonly clock: TimeBasis;
  readonly body: AlertBody;
}

export interface InboxRecords {
  /** A lane's mark; `undefined` where it has none yet. */
  mark(key: LaneKey): Promise<Mark | undefined>;
  /**
   * All or nothing. A mark moves only from where the committer saw it: throws `TIZHI_STORE_UNAVAILABLE` and
   * writes nothing where one stands elsewhere (this commit happened before and its answer was lost, or another
   * worker was faster: read the mark again). Attempts, alerts and gaps are known by their identity: one that
   * comes again in another epoch is not stored twice.
   */
  commit(commit: InboxCommit): Promise<void>;
  saveStatus(
    address: { school: SchoolId; gateway: GatewayId },
    status: GatewayStatus,
    at: Instant,
  ): Promise<void>;
  /** The newest time of arrival among the gateways' statuses: this server has certainly lived to it. */
  lastHeardAt(): Promise<Instant | undefined>;
  deadLetters(limit: number): Promise<DeadLetter[]>;
  gaps(limit: number): Promise<LaneGap[]>;
  /** Segments with a time in `[from, to)`, and the gaps of the same lanes: by gateway, epoch, sequence. */
  ledger(range: {
    school: SchoolId;
    lane: Lane;
    from: Instant;
    to: Instant;
  }): Promise<{ readonly segments: readonly LaneSegment[]; readonly gaps: readonly LaneGap[] }>;
}
