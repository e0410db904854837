import {
  chainNext,
  chainStart,
  type Failure,
  failure,
  type LaneProof,
  type LaneRun,
  type Messages,
  type Sha256,
} from '@tizhi/contracts';

/** The first thing in a lane that does not fit: a link of the chain, or a stretch that nothing accounts for. */
export function laneProblem(sha256: Sha256, lane: LaneProof): Failure | undefined {
  const broken = (seq: number, problem: string): Failure =>
    failure('TIZHI_CERTIFICATE_CHAIN', { gateway: lane.gateway, epoch: lane.epoch, seq, problem }).failure;
  const start = chainStart(sha256, { epoch: lane.epoch, lane: 'telemetry' });
  for (const run of lane.runs) {
    if (run.hashes.length !== run.toSeq - run.fromSeq + 1)
      return broken(run.fromSeq, `${run.hashes.length} hashes, ${run.toSeq - run.fromSeq + 1} messages`);
    if (run.fromSeq === 1 && run.prev !== start) return broken(1, 'not the start of this epoch');
    if (recomputed(sha256, run) !== run.chain) return broken(run.toSeq, 'the hashes give another chain');
  }
  for (const [index, run] of lane.runs.entries()) {
    const before = lane.runs[index - 1];
    if (before?.toSeq === run.fromSeq - 1 && before.chain !== run.prev)
      return broken(run.fromSeq, 'it does not follow the message before it');
  }
  const hole = firstUnaccounted(lane);
  return hole === undefined ? undefined : broken(hole, 'nothing says where it is');
}

const recomputed = (sha256: Sha256, run: LaneRun): string =>
  run.hashes.reduce(
    (prev, bodyHash, index) => chainNext(sha256, { prev, seq: run.fromSeq + index, bodyHash }),
    run.prev,
  );

/** Runs, gaps and what is elsewhere must follow one another without a hole and without an overlap. */
function firstUnaccounted({ runs, gaps, elsewhere }: LaneProof): number | undefined {
  const spans: Messages[] = [...runs, ...gaps, ...elsewhere].sort((a, b) => a.fromSeq - b.fromSeq);
  // A lane without a run is known by its gaps alone: what is between them is of another time.
  const mayLeap = runs.length === 0;
  for (const [index, span] of spans.entries()) {
    const next = (spans[index - 1]?.toSeq ?? span.fromSeq - 1) + 1;
    if (span.toSeq < span.fromSeq || span.fromSeq < next || (span.fromSeq > next && !mayLeap)) return next;
  }
  return undefined;
}
