import type { ChainHash, Epoch, GatewayId, Instant, LaneProof, LaneRun, Messages } from '@tizhi/contracts';

/** Messages of a telemetry lane that were committed together, as the ledger keeps them. */
export interface CommittedMessages extends Messages {
  readonly gateway: GatewayId;
  readonly epoch: Epoch;
  /** The chain before `fromSeq`, and at `toSeq`. */
  readonly prev: ChainHash;
  readonly chain: ChainHash;
  /** SHA-256 of each message's body, 32 bytes each, in order. */
  readonly hashes: Uint8Array;
  readonly rows: number;
  readonly lastAt: Instant | null;
}

/** Messages that will never come, and when that was noticed. */
export interface GivenUp extends Messages {
  readonly gateway: GatewayId;
  readonly epoch: Epoch;
  readonly at: Instant;
}

const HASH_BYTES = 32;

/**
 * The messages of one lane with the time of a lesson, consecutive ones as one run, and what lies between the
 * runs. `committed` is in order of sequence. Gaps right before and after them count: nobody knows what was in.
 */
export function laneProof(
  lane: { readonly gateway: GatewayId; readonly epoch: Epoch },
  committed: readonly CommittedMessages[],
  gaps: readonly Messages[],
): LaneProof {
  const runs = runsOf(committed);
  const [first, last] = [runs[0], runs.at(-1)];
  const concerned = gaps
    .filter(
      ({ fromSeq, toSeq }) =>
        first === undefined ||
        last === undefined ||
        (toSeq >= first.fromSeq - 1 && fromSeq <= last.toSeq + 1),
    )
    .map(({ fromSeq, toSeq }) => ({ fromSeq, toSeq }))
    .sort((a, b) => a.fromSeq - b.fromSeq);
  return { ...lane, runs, gaps: concerned, elsewhere: elsewhere(runs, concerned) };
}

/** Commits that follow one another are one run. */
function runsOf(committed: readonly CommittedMessages[]): LaneRun[] {
  const runs: LaneRun[] = [];
  for (const { fromSeq, toSeq, prev, chain, hashes, rows } of committed) {
    const last = runs.at(-1);
    if (last?.toSeq !== fromSeq - 1 || last.chain !== prev) {
      runs.push({ fromSeq, toSeq, prev, chain, hashes: toHashes(hashes), rows });
      continue;
    }
    for (const hash of toHashes(hashes)) last.hashes.push(hash);
    Object.assign(last, { toSeq, chain, rows: last.rows + rows });
  }
  return runs;
}

/** What is between the runs and no gap: stored, of another time. */
function elsewhere(runs: readonly LaneRun[], gaps: readonly Messages[]): Messages[] {
  const holes: Messages[] = [];
  for (const [index, run] of runs.entries()) {
    const before = runs[index - 1];
    if (before === undefined) continue;
    let next = before.toSeq + 1;
    for (const gap of gaps) {
      if (gap.toSeq < next || gap.fromSeq >= run.fromSeq) continue;
      if (gap.fromSeq > next) holes.push({ fromSeq: next, toSeq: gap.fromSeq - 1 });
      next = gap.toSeq + 1;
    }
    if (next < run.fromSeq) holes.push({ fromSeq: next, toSeq: run.fromSeq - 1 });
  }
  return holes;
}

function toHashes(bytes: Uint8Array): ChainHash[] {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, n) =>
    hex.slice(n * HASH_BYTES, (n + 1) * HASH_BYTES).join(''),
  );
}

/** Messages in some spans. */
export const messagesIn = (spans: readonly Messages[]): number =>
  spans.reduce((sum, { fromSeq, toSeq }) => sum + toSeq - fromSeq + 1, 0);
