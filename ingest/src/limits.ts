/** Every bound of the inbox. Beside each: the counter that moves when it is hit. */
export interface InboxLimits {
  /** A telemetry write waits for so many rows ... */
  readonly batchRows: number;
  /** ... or so many messages ... */
  readonly batchMessages: number;
  /** ... or so many bytes as they came, ... */
  readonly batchBytes: number;
  /** ... or for so long, ms: while another write is under way, and while none is. Alerts and results never wait. */
  readonly batchMs: number;
  readonly idleBatchMs: number;
  /** Telemetry writes at once: one is being stored while the next is prepared. */
  readonly writesInFlight: number;
  /** What one lane class may hold beside the writes in flight. `ignoredFull` */
  readonly queuedRows: number;
  readonly queuedMessages: number;
  readonly queuedBytes: number;
  /** Lanes of each kind remembered; an idle one is forgotten first, its mark is in the store. `lanesForgotten` */
  readonly lanes: number;
  /** Lanes of each kind whose mark is being read. `ignoredLoading` */
  readonly lanesLoading: number;
  /** Messages and bytes that wait for one mark. `ignoredLoading` */
  readonly waitingMessages: number;
  readonly waitingBytes: number;
  /** Dead letters without a mark that one gateway may fill the disk with, per minute. `unreadableDropped` */
  readonly unreadablePerMinute: number;
  /** Gateways whose unreadable messages are counted apart; beyond it the counting starts anew. */
  readonly gatewaysWatched: number;
  /** Bytes of a dead letter that are kept. */
  readonly deadLetterBytes: number;
  /** The same message with a link that does not fit becomes a dead letter after so many times ... `misfits` */
  readonly misfitTimes: number;
  /** ... over at least so long, ms. */
  readonly misfitMs: number;
  /** Devices of one gateway; a message that names more becomes a dead letter. `deadLetters` */
  readonly devicesPerGateway: number;
  /** A time so far ahead of the server's clock is not stored, ms. `deadLetters` */
  readonly aheadMs: number;
  /** The same mark is not answered again within this, ms. */
  readonly answerEveryMs: number;
  /** A failed store is tried again after this, doubled each time up to the most, ms. */
  readonly retryMs: number;
  readonly retryMostMs: number;
}

const MIB = 1024 * 1024;

export const INBOX_LIMITS: InboxLimits = {
  batchRows: 5_000,
  batchMessages: 5_000,
  batchBytes: 8 * MIB,
  batchMs: 100,
  idleBatchMs: 20,
  writesInFlight: 3,
  queuedRows: 250_000,
  queuedMessages: 20_000,
  queuedBytes: 64 * MIB,
  lanes: 30_000,
  lanesLoading: 256,
  waitingMessages: 256,
  waitingBytes: 2 * MIB,
  unreadablePerMinute: 10,
  gatewaysWatched: 10_000,
  deadLetterBytes: 65_536,
  misfitTimes: 3,
  misfitMs: 10_000,
  devicesPerGateway: 2_000,
  aheadMs: 5_000,
  answerEveryMs: 50,
  retryMs: 200,
  retryMostMs: 10_000,
};
