import type { DeviceId, Doubt, HeartRateSample, Instant } from '@tizhi/contracts';

/** A moment by two clocks: the school's, which may be set, and one that only ever goes on, both in ms. */
export interface Moment {
  readonly now: Instant;
  readonly mono: number;
}

/** What was last heard of one strap. */
export interface LatestHeart {
  readonly at: Instant;
  /** When it was heard, by the clock that is never set. */
  readonly mono: number;
  readonly bpm: number | null;
  readonly doubt: Doubt | null;
}

export interface LiveState {
  readonly hearts: ReadonlyMap<DeviceId, LatestHeart>;
  /** Samples refused because their clock is ahead of ours. */
  readonly fromTheFuture: number;
  /** Straps forgotten because the map was full. */
  readonly forgotten: number;
}

export const NOTHING_HEARD: LiveState = { hearts: new Map(), fromTheFuture: 0, forgotten: 0 };

/** Straps of a large school, several times over. */
export const MAX_DEVICES = 5_000;
/**
 * A sample may be this far ahead of the server's clock. Further ahead its time is wrong, and since newer
 * wins it would hide every honest sample until that time came.
 */
export const CLOCK_AHEAD_MS = 5_000;
/** What a tile can show (`LiveTile.bpm`). Beyond it no heart beats. */
const MAX_BPM = 300;

/**
 * How long ago something was heard, ms: by its own time, but never less than by the clock that is never set.
 * So an old rate grows old also while the school's clock is set back.
 */
export const ageOf = ({ at, mono }: Pick<LatestHeart, 'at' | 'mono'>, moment: Moment): number =>
  Math.max(0, moment.now - at, moment.mono - mono);

/**
 * What is known after some samples. Pure; a message heard twice or out of order changes nothing it should not.
 * The newest sample of a strap wins; one whose time is ahead of a clock that was set back since does not.
 */
export function hear(
  state: LiveState,
  samples: readonly HeartRateSample[],
  { now, mono }: Moment,
): LiveState {
  const hearts = new Map(state.hearts);
  let fromTheFuture = state.fromTheFuture;
  for (const sample of samples) {
    const before = hearts.get(sample.device);
    if (sample.at > now + CLOCK_AHEAD_MS) fromTheFuture += 1;
    else if (before === undefined || sample.at >= before.at || before.at > now + CLOCK_AHEAD_MS)
      hearts.set(sample.device, {
        at: sample.at,
        mono: mono - Math.max(0, now - sample.at),
        ...rateOf(sample),
      });
  }
  const forgotten = state.forgotten + forget(hearts);
  return { hearts, fromTheFuture, forgotten };
}

/** A doubtful rate is no number: it is missing, with the reason. */
function rateOf({ bpm, doubt }: HeartRateSample): Pick<LatestHeart, 'bpm' | 'doubt'> {
  if (doubt !== null) return { bpm: null, doubt };
  if (bpm === null || bpm === 0) return { bpm: null, doubt: 'no_value' };
  if (bpm > MAX_BPM) return { bpm: null, doubt: 'out_of_range' };
  return { bpm, doubt: null };
}

/** Deletes those heard longest ago until the map is within its limit; gives their number. */
function forget(hearts: Map<DeviceId, LatestHeart>): number {
  const excess = hearts.size - MAX_DEVICES;
  if (excess <= 0) return 0;
  const oldest = [...hearts].sort(([, a], [, b]) => a.at - b.at).slice(0, excess);
  for (const [device] of oldest) hearts.delete(device);
  return excess;
}
