import { type FakeDevice, fakeDevice } from './devices.ts';
import { type FakeStrap, fakeStraps } from './straps.ts';

/** How often the straps of the load say what came together. */
const TURN_MS = 100;
/** A station prints a line in 5 s. */
const STATION_HZ = 0.2;
const LESSONS = 4;
const STRAPS_OF_LESSON = 45;

/** A school's full load: four lessons of 45 straps at 1 Hz with RR intervals, and a jump mat in each. */
export interface LessonLoad {
  readonly straps: readonly FakeStrap[];
  /** The gateway's sources for the mats. */
  readonly matSources: readonly object[];
  /** When each jump was printed, epoch ms; jump `i + 1` has its number for a tag. */
  readonly jumpsAt: readonly number[];
  /** How many times faster than life. */
  speed: number;
  close(): void;
}

export async function startLessonLoad(): Promise<LessonLoad> {
  const straps = await fakeStraps(LESSONS * STRAPS_OF_LESSON, 'class');
  const mats: FakeDevice[] = await Promise.all(Array.from({ length: LESSONS }, () => fakeDevice()));
  let speed = 0;
  const jumpsAt: number[] = [];
  /** Beats and jumps that are due and were not said yet. */
  const owed = { beats: 0, jumps: 0 };
  let last = performance.now();
  const turn = (): void => {
    const now = performance.now();
    const seconds = ((now - last) / 1000) * speed;
    last = now;
    owed.beats += seconds;
    owed.jumps += seconds * STATION_HZ * LESSONS;
    const beats = Math.floor(owed.beats);
    owed.beats -= beats;
    for (const [n, strap] of straps.entries()) {
      if (beats > 0)
        strap.beat(...Array.from({ length: beats }, (_, i) => 70 + ((strap.said + i + n * 13) % 100)));
    }
    for (; owed.jumps >= 1; owed.jumps -= 1) {
      const jump = jumpsAt.push(Date.now());
      mats[jump % LESSONS]?.say(`JUMP,${jump},${100 + (jump % 150)},cm\r\n`);
    }
  };
  const timer = setInterval(turn, TURN_MS);
  return {
    straps,
    matSources: mats.map(({ port }, n) => ({
      kind: 'tcp',
      device: `mat-${n + 1}`,
      definition: 'station/demo-jump',
      host: '127.0.0.1',
      port,
    })),
    jumpsAt,
    get speed() {
      return speed;
    },
    set speed(times) {
      turn();
      speed = times;
    },
    close() {
      clearInterval(timer);
      for (const device of [...mats, ...straps.map(({ link }) => link)]) device.close();
    },
  };
}
