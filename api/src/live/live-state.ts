import type {
  AlertBody,
  AlertId,
  DeviceId,
  Doubt,
  HeartRateSample,
  Instant,
  LessonId,
  SubjectId,
} from '@tizhi/contracts';

/** What was last heard of one strap. */
export interface LatestHeart {
  readonly at: Instant;
  readonly bpm: number | null;
  readonly doubt: Doubt | null;
}

/** An alert as far as a tile cares. A cleared one is remembered, so that a late `raised` does not reopen it. */
export interface LiveAlert {
  readonly subject: SubjectId | null;
  readonly lesson: LessonId | null;
  readonly from: Instant;
  readonly open: boolean;
}

export interface LiveState {
  readonly hearts: ReadonlyMap<DeviceId, LatestHeart>;
  readonly alerts: ReadonlyMap<AlertId, LiveAlert>;
  /** Samples refused because their clock is ahead of ours. */
  readonly fromTheFuture: number;
  /** Straps and alerts forgotten because a map was full. */
  readonly forgotten: number;
}

export type LiveEvent =
  | { readonly kind: 'samples'; readonly samples: readonly HeartRateSample[]; readonly now: Instant }
  | {
      readonly kind: 'alert';
      readonly alert: Pick<AlertBody, 'alert' | 'subject' | 'lesson' | 'from' | 'state'>;
    };

export const NOTHING_HEARD: LiveState = {
  hearts: new Map(),
  alerts: new Map(),
  fromTheFuture: 0,
  forgotten: 0,
};

/** Straps of a large school, several times over. */
export const MAX_DEVICES = 5_000;
export const MAX_ALERTS = 2_000;
/**
 * A sample may be this far ahead of the server's clock. Further ahead its time is wrong, and since newer
 * wins it would hide every honest sample until that time came.
 */
export const CLOCK_AHEAD_MS = 5_000;
/** What a tile can show (`LiveTile.bpm`). Beyond it no heart beats. */
const MAX_BPM = 300;

/** What is known after an event. Pure; a message heard twice or out of order changes nothing it should not. */
export function step(state: LiveState, event: LiveEvent): LiveState {
  switch (event.kind) {
    case 'samples':
      return hear(state, event.samples, event.now);
    case 'alert':
      return alerted(state, event.alert);
  }
}

function hear(state: LiveState, samples: readonly HeartRateSample[], now: Instant): LiveState {
  const hearts = new Map(state.hearts);
  let fromTheFuture = state.fromTheFuture;
  for (const sample of samples) {
    if (sample.at > now + CLOCK_AHEAD_MS) fromTheFuture += 1;
    else if (sample.at >= (hearts.get(sample.device)?.at ?? 0)) hearts.set(sample.device, latest(sample));
  }
  const forgotten = state.forgotten + forget(hearts, MAX_DEVICES, (heart) => heart.at);
  return { ...state, hearts, fromTheFuture, forgotten };
}

/** A doubtful rate is no number: it is missing, with the reason. */
function latest({ at, bpm, doubt }: HeartRateSample): LatestHeart {
  if (doubt !== null) return { at, bpm: null, doubt };
  if (bpm === null || bpm === 0) return { at, bpm: null, doubt: 'no_value' };
  if (bpm > MAX_BPM) return { at, bpm: null, doubt: 'out_of_range' };
  return { at, bpm, doubt: null };
}

function alerted(
  state: LiveState,
  { alert, subject, lesson, from, state: condition }: Extract<LiveEvent, { kind: 'alert' }>['alert'],
): LiveState {
  const before = state.alerts.get(alert);
  const open = condition === 'raised' && before?.open !== false;
  const alerts = new Map(state.alerts).set(alert, { subject, lesson, from, open });
  const forgotten = state.forgotten + forget(alerts, MAX_ALERTS, (each) => each.from);
  return { ...state, alerts, forgotten };
}

/** Deletes the oldest entries of a map until it is within its limit; gives their number. */
function forget<K, V>(map: Map<K, V>, limit: number, timeOf: (value: V) => Instant): number {
  const excess = map.size - limit;
  if (excess <= 0) return 0;
  const oldest = [...map].sort(([, a], [, b]) => timeOf(a) - timeOf(b)).slice(0, excess);
  for (const [key] of oldest) map.delete(key);
  return excess;
}
