import { HeartStream, type Samples, syntheticBeats, syntheticEcg, syntheticWrist } from '@tizhi/edge-agent';
import type { Figure } from '../report.ts';

const SECONDS = 60;
const PUPILS = 45;

/** What 45 live streams of one kind cost, one rate a second each, as a part of one core. */
export function liveCost(say: (line: string) => void): Figure[] {
  const beats = syntheticBeats({ seconds: SECONDS, bpm: (t) => 90 + t, seed: 3 });
  const wrist = syntheticWrist({ beats, seconds: SECONDS, seed: 3, cadence: 150, artefact: 1 });
  const ecg = syntheticEcg({ beats, seconds: SECONDS, fs: 130, seed: 3, noise: 0.05 });
  const feeds = {
    ppg: (stream: HeartStream, now: number) =>
      stream.add({
        kind: 'ppg',
        samples: second(wrist.ppg, now),
        acceleration: {
          t: second({ t: wrist.acceleration.t, values: wrist.acceleration.t }, now).t,
          axes: wrist.acceleration.axes.map(
            (values) => second({ t: wrist.acceleration.t, values }, now).values,
          ),
        },
      }),
    ecg: (stream: HeartStream, now: number) => stream.add({ kind: 'ecg', samples: second(ecg, now) }),
    rr: (stream: HeartStream, now: number) =>
      stream.add({
        kind: 'rr',
        intervals: beats.flatMap((t, n) =>
          n > 0 && t >= now - 1 && t < now ? [t - (beats[n - 1] as number)] : [],
        ),
        at: now,
      }),
  } as const;
  const shares = (['ppg', 'ecg', 'rr'] as const).map((kind) => {
    const streams = Array.from({ length: PUPILS }, () => new HeartStream(kind));
    let given = 0;
    const before = process.cpuUsage();
    for (let now = 1; now <= SECONDS; now += 1)
      for (const stream of streams) {
        feeds[kind](stream, now);
        if (stream.rateAt(now).bpm !== null) given += 1;
      }
    const { user, system } = process.cpuUsage(before);
    const share = (user + system) / 1e6 / SECONDS;
    const held = Math.max(...streams.map((stream) => stream.held));
    return { kind, share, held, given: given / PUPILS / SECONDS };
  });
  return shares.map(({ kind, share, held, given }) => {
    const figure: Figure = {
      what: `heart: ${PUPILS} live streams of ${kind} at 1 Hz`,
      seen: `${(share * 100).toFixed(1)} % of one core, ${held} numbers held each, ${(given * 100).toFixed(0)} % of seconds with a rate`,
      aim: '< 10 %',
      met: share < 0.1,
    };
    say(`${figure.what}: ${figure.seen}`);
    return figure;
  });
}

function second({ t, values }: Samples, now: number): { t: number[]; values: number[] } {
  const out = { t: [] as number[], values: [] as number[] };
  for (let i = 0; i < t.length; i += 1) {
    const at = t[i] as number;
    if (at < now - 1 || at >= now) continue;
    out.t.push(at);
    out.values.push(values[i] as number);
  }
  return out;
}
