import type { Lane } from '@tizhi/contracts';
import type { Rng } from './rng.ts';
import type { Scheduler } from './scheduler.ts';

/** Something that a gateway hears or decides, if its program runs. */
export interface Happening {
  readonly lane: Lane;
  readonly name: string;
  readonly isClearing: boolean;
  readonly isRefused: boolean;
}

/** Straps that beat, a mat that is jumped on, and alerts that are raised and cleared. Gives a way to end it all. */
export function runDevices(parts: {
  readonly scheduler: Scheduler;
  readonly rng: Rng;
  readonly happens: (what: Happening) => void;
}): () => void {
  const { scheduler, rng, happens } = parts;
  let isSilent = false;
  const often = (chance: Rng, meanMs: number, work: () => void): void => {
    scheduler.after(chance.between(0.5, 1.5) * meanMs, () => {
      if (isSilent) return;
      work();
      often(chance, meanMs, work);
    });
  };
  const shape = rng.fork('shape');
  const refuses = shape.chance(0.15) ? 0.003 : 0;
  const straps = shape.int(1, 3);
  for (let strap = 1; strap <= straps; strap++) {
    const beat = rng.fork(`strap ${strap}`);
    often(beat, shape.pick([500, 1_000]), () => {
      const isRefused = beat.chance(refuses);
      happens({ lane: 'telemetry', name: `strap-${strap}`, isClearing: false, isRefused });
    });
  }
  const results = rng.fork('results');
  often(results, 9_000, () =>
    happens({ lane: 'result', name: results.uuid(), isClearing: false, isRefused: false }),
  );
  const alerts = rng.fork('alerts');
  let open: string | undefined;
  often(alerts, 5_000, () => {
    const isClearing = open !== undefined;
    const name = open ?? alerts.uuid();
    open = isClearing ? undefined : name;
    happens({ lane: 'alert', name, isClearing, isRefused: false });
  });
  return () => {
    isSilent = true;
  };
}
