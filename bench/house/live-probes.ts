import type { DeviceId, LessonId } from '@tizhi/contracts';
import { LiveFrame, type SubjectId } from '@tizhi/contracts';
import { type EventClient, listenTo } from './event-stream.ts';
import { atIntendedTimes } from './schedule.ts';
import type { FakeStrap } from './straps.ts';

/** Each strap says a new rate so often; one that the page did not show by the next counts as this late. */
const EVERY_MS = 3_000;

/** Straps whose every rate is looked for on the open page of the lesson. */
export interface LiveProbes {
  /** Latencies since the last call, ms: from the byte to the page's event that shows its rate. */
  take(): number[];
  close(): void;
}

export async function startLiveProbes({
  url,
  cookie,
  lesson,
  straps,
  wearers,
}: {
  readonly url: string;
  readonly cookie: string;
  readonly lesson: LessonId;
  readonly straps: readonly FakeStrap[];
  readonly wearers: ReadonlyMap<DeviceId, SubjectId>;
}): Promise<LiveProbes> {
  /** What each pupil's tile should show next, and since when. */
  const wanted = new Map<SubjectId, { readonly bpm: number; readonly saidAt: number }>();
  let latencies: number[] = [];
  const page: EventClient = await listenTo(`${url}/api/lessons/${lesson}/live`, {
    cookie,
    heard(event, data) {
      if (event !== 'tiles') return;
      const now = performance.now();
      for (const { subject, bpm } of LiveFrame.parse(JSON.parse(data)).tiles) {
        const want = wanted.get(subject);
        if (want === undefined || want.bpm !== bpm) continue;
        latencies.push(now - want.saidAt);
        wanted.delete(subject);
      }
    },
  });
  const ending = new AbortController();
  const rhythm = {
    count: Number.POSITIVE_INFINITY,
    everyMs: EVERY_MS / straps.length,
    signal: ending.signal,
  };
  void atIntendedTimes(rhythm, (turn, saidAt) => {
    const strap = straps[turn % straps.length];
    const subject = strap === undefined ? undefined : wearers.get(strap.device);
    if (strap === undefined || subject === undefined) return;
    if (wanted.has(subject)) latencies.push(EVERY_MS);
    const bpm = 60 + (strap.said % 100);
    wanted.set(subject, { bpm, saidAt });
    strap.beat(bpm);
  });
  return {
    take() {
      const taken = latencies;
      latencies = [];
      return taken;
    },
    close() {
      ending.abort();
      page.close();
    },
  };
}
