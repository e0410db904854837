import type { CameraFrame, CameraView, GatewayId } from '@tizhi/contracts';
import type { Moment } from './live-state.ts';

/** A camera that said nothing for so long is gone: its last figure must not stand there as if somebody did. */
const SILENT_MS = 5_000;
/** Cameras of a large school, several times over; the contract's bound. */
const MAX_VIEWS = 64;

interface Shown {
  readonly view: CameraView;
  /** When it was heard, by the clock that is never set. */
  readonly mono: number;
}

/** What the school's cameras show now, by gateway, camera and lane. Nothing of it is kept. */
export class CameraWall {
  readonly #shown = new Map<string, Shown>();
  #changed = false;

  hear(
    { gateway, views }: { readonly gateway: GatewayId; readonly views: readonly CameraView[] },
    { mono }: Moment,
  ): void {
    for (const view of views) {
      const key = `${gateway}/${view.camera}/${view.lane ?? ''}`;
      if (!this.#shown.has(key) && this.#shown.size >= MAX_VIEWS) continue;
      this.#shown.set(key, { view, mono });
      this.#changed = true;
    }
  }

  /** All that is shown now, where something changed since this was asked last. */
  news(moment: Moment): CameraFrame | undefined {
    const gone = [...this.#shown].filter(([, { mono }]) => moment.mono - mono > SILENT_MS);
    for (const [key] of gone) this.#shown.delete(key);
    if (!this.#changed && gone.length === 0) return undefined;
    this.#changed = false;
    return this.frame(moment);
  }

  frame({ now }: Moment): CameraFrame {
    const sorted = [...this.#shown].sort(([a], [b]) => (a < b ? -1 : 1));
    return { serverAt: now, views: sorted.map(([, { view }]) => view) };
  }
}
