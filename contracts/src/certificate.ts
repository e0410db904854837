import { z } from 'zod';
import { ChainHash } from './chain.ts';
import { internal, open, personal } from './data-class.ts';
import { ClassId, DeviceId, Epoch, GatewayId, Instant, LessonId, SchoolId, SubjectId } from './ids.ts';

/** A stretch of time in which nothing was heard of a device is a silence from this length on, ms. */
export const SILENCE_MS = 10_000;
/** Readings this long before and after a lesson are looked at as well: a jump across its edge is a loss. */
export const NEIGHBOUR_MS = 10 * 60_000;

const Count = z.int().min(0).max(1_000_000_000_000);
const Sequence = z.int().min(1).max(1_000_000_000_000);

const Interval = z.strictObject({ from: personal(Instant), to: personal(Instant) });
export type Interval = z.infer<typeof Interval>;

/** Readings that a gateway heard and no store has: their numbers are missing between two that are there. */
const Loss = z.strictObject({
  gateway: internal(GatewayId),
  ...Interval.shape,
  readings: internal(Sequence),
});
export type Loss = z.infer<typeof Loss>;

/** A gateway's count of a device began anew: what it had heard before that and not yet sent is not known. */
const Restart = z.strictObject({ gateway: internal(GatewayId), at: personal(Instant) });
export type Restart = z.infer<typeof Restart>;

/** What became of the readings of one device while one pupil wore it. No name, no number of a pupil. */
export const WornDevice = z.strictObject({
  device: internal(DeviceId),
  subject: personal(SubjectId),
  /** When she wore it within the lesson: `from` inclusive, `to` exclusive. */
  ...Interval.shape,
  /** The gateways that stored readings of it here. */
  gateways: internal(z.array(GatewayId).max(100)),
  /** `stored` and `missing` together. */
  heard: internal(Count),
  stored: internal(Count),
  /** Of the stored ones: those that say themselves that they are not to be trusted (no skin contact). */
  doubtful: internal(Count),
  missing: z.array(Loss).max(100_000),
  /** Nothing was heard for more than {@link SILENCE_MS}: off, or out of reach. No loss of ours. */
  silences: z.array(Interval).max(100_000),
  /** Nothing is stored, and a gateway may still hold something: it has not said that it has sent all. */
  awaited: z.array(Interval).max(100_000),
  restarts: z.array(Restart).max(100_000),
  firstAt: personal(Instant.nullable()),
  lastAt: personal(Instant.nullable()),
  /** The largest bound of the error of a reading's time, ms; `null`: no time was ever compared. */
  largestErrorMs: internal(Count.nullable()),
  /** Readings whose time is the gateway's own word. */
  unverified: internal(Count),
});
export type WornDevice = z.infer<typeof WornDevice>;

/** Consecutive messages of a lane: from `prev` and the hashes anybody can recompute `chain`. */
const LaneRun = z.strictObject({
  fromSeq: internal(Sequence),
  toSeq: internal(Sequence),
  prev: internal(ChainHash),
  chain: internal(ChainHash),
  /** SHA-256 of each message's body. */
  hashes: internal(z.array(ChainHash).min(1).max(1_000_000)),
  /** Telemetry rows in them, of all devices that the gateway heard. */
  rows: internal(Count),
});
export type LaneRun = z.infer<typeof LaneRun>;

const Messages = z.strictObject({ fromSeq: internal(Sequence), toSeq: internal(Sequence) });
export type Messages = z.infer<typeof Messages>;

/** The messages of one gateway's telemetry lane that hold the time of the lesson. */
export const LaneProof = z.strictObject({
  gateway: internal(GatewayId),
  epoch: internal(Epoch),
  runs: z.array(LaneRun).max(10_000),
  /** Messages that will never come. */
  gaps: z.array(Messages).max(10_000),
  /** Messages between two runs that are stored and hold no time of the lesson. */
  elsewhere: z.array(Messages).max(10_000),
});
export type LaneProof = z.infer<typeof LaneProof>;

/** Until when everything that a gateway heard has arrived; `null`: nothing is known of it. */
const Coverage = z.strictObject({ gateway: internal(GatewayId), until: internal(Instant.nullable()) });
export type Coverage = z.infer<typeof Coverage>;

/**
 * - `complete`: every reading that was heard is stored and trusted.
 * - `doubtful`: every reading that was heard is stored; some are not to be trusted.
 * - `uncertain`: no loss is known, and it cannot be said that there is none (`reasons` says why).
 * - `missing`: readings that were heard are not stored.
 */
export const Verdict = z.enum(['complete', 'doubtful', 'uncertain', 'missing']);
export type Verdict = z.infer<typeof Verdict>;

/**
 * - `awaited`: a gateway has not said that it has sent all it heard.
 * - `gap`: messages were given up; those that hold a device's last readings leave no jump in its numbers.
 * - `restarted`: a gateway's count began anew.
 * - `unchained`: readings are stored whose messages are not in the ledger.
 */
export const CertificateReason = z.enum(['awaited', 'gap', 'restarted', 'unchained']);
export type CertificateReason = z.infer<typeof CertificateReason>;

export const CERTIFICATE_FORMAT = 'tizhi-certificate/1';

/** What became of every reading of a lesson. Pseudonyms only. */
export const Certificate = z.strictObject({
  format: open(z.literal(CERTIFICATE_FORMAT)),
  school: internal(SchoolId),
  lesson: internal(LessonId),
  class: internal(ClassId),
  startedAt: internal(Instant),
  /** `null`: the lesson goes on, the certificate speaks of it so far. */
  endedAt: internal(Instant.nullable()),
  /** The end of the time it speaks of, exclusive. */
  until: internal(Instant),
  issuedAt: internal(Instant),
  devices: z.array(WornDevice).max(5_000),
  lanes: z.array(LaneProof).max(1_000),
  coverage: z.array(Coverage).max(1_000),
  totals: z.strictObject({
    devices: internal(Count),
    heard: internal(Count),
    stored: internal(Count),
    doubtful: internal(Count),
    missing: internal(Count),
    /** Messages in the runs of all lanes, and messages given up. */
    messages: internal(Count),
    givenUp: internal(Count),
  }),
  verdict: internal(Verdict),
  reasons: internal(z.array(CertificateReason).max(4)),
});
export type Certificate = z.infer<typeof Certificate>;

/** Ed25519, as it stands in a JSON Web Key (RFC 8037): 32 bytes in base64url. */
export const PublicKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'use 43 base64url characters');
export type PublicKey = z.infer<typeof PublicKey>;

/**
 * A certificate with the school's signature. `digest` is the SHA-256 of the certificate as canonical JSON
 * (RFC 8785); `signature` is Ed25519 over the text `{format} {digest}`, in base64url.
 */
export const SignedCertificate = z.strictObject({
  certificate: Certificate,
  digest: internal(ChainHash),
  publicKey: open(PublicKey),
  signature: internal(z.string().regex(/^[A-Za-z0-9_-]{86}$/, 'use 86 base64url characters')),
});
export type SignedCertificate = z.infer<typeof SignedCertificate>;
