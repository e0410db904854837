import type { AcuteStateEvidence } from '@tizhi/contracts';
import type { StateChange } from './pupil-watch.ts';
import { isBelieved, type Judged } from './second.ts';

const MOST = 600;
const LEVELS = { still: 0, moving: 1, hard: 2 } as const;

/** What an alert of the table rests on, as it travels and is kept. A rate that is not believed is `null`. */
export function evidenceOf({ verdict, window, at, state }: StateChange): AcuteStateEvidence {
  const { quantity, threshold, observed, confidence, from } = verdict;
  const moves = window.some(({ movement }) => movement !== null);
  const rrMs = quantity === 'rr_irregularity' ? window.flatMap((each) => each.rrMs).slice(-MOST) : [];
  return {
    kind: 'acute_state',
    quantity,
    threshold,
    observed,
    sustainedMs: Math.max(0, Math.round(at - from)),
    confidence: Math.round(confidence * 100) / 100,
    series: state === 'cleared' && quantity === 'silence' ? [] : series(window, quantity).slice(-MOST),
    ...(moves
      ? {
          movement: window
            .map(({ at: time, movement }) => ({
              at: time,
              value: movement === null ? null : LEVELS[movement.level],
            }))
            .slice(-MOST),
        }
      : {}),
    ...(rrMs.length > 0 ? { rrMs } : {}),
  };
}

function series(
  window: readonly Judged[],
  quantity: AcuteStateEvidence['quantity'],
): { at: number; value: number | null }[] {
  switch (quantity) {
    case 'spo2':
      return window.flatMap(({ at, spo2 }) => (spo2 === null ? [] : [{ at, value: spo2 }]));
    case 'body_temperature':
      return window.flatMap(({ at, temperature }) =>
        temperature === null ? [] : [{ at, value: temperature }],
      );
    case 'heart_rate':
    case 'heart_rate_change':
    case 'rr_irregularity':
    case 'silence':
      return window.map((each) => ({ at: each.at, value: isBelieved(each) ? each.bpm : null }));
  }
}
