import type { DeviceDefinition } from '@tizhi/firmware-adapters';

/**
 * Anybody can send an advertisement under another's name, or record one and send it again. What a body or a counter
 * cannot do is doubted. The bounds are this project's own and wide: a heart follows the start of a sprint within
 * seconds (some 30/min in the first three), and straps average.
 */
const SUDDEN_BPM = 45;
const BPM_PER_SECOND = 15;
/** Nothing is said about a rate after so long a silence, ms. */
const FORGOTTEN_MS = 20_000;
/** A counter that is so far behind was sent before; one that is further "behind" has gone round or lost much. */
const BEHIND_SHARE = 0.25;
/** So many suspects that agree with each other are the truth: the strap was put on another pupil, or restarted. */
const CONVINCED_BY = 5;

export type Suspicion = 'heart_rate_jump' | 'counter_back';

interface Seen {
  readonly at: number;
  readonly bpm: number | undefined;
  readonly counter: { readonly value: number; readonly modulo: number } | undefined;
}

/** Tells what is impossible about a device's next frame after those before; `undefined`: nothing. */
export function suspicious(
  definition: DeviceDefinition,
): (frame: Uint8Array, at: number) => Suspicion | undefined {
  let trusted: Seen | undefined;
  let suspects: Seen[] = [];
  return (frame, at) => {
    const seen = look(definition, frame, at);
    if (seen === undefined) return undefined;
    const why = trusted === undefined ? undefined : impossible(trusted, seen);
    if (why === undefined) {
      trusted = merged(trusted, seen);
      suspects = [];
      return undefined;
    }
    const last = suspects.at(-1);
    suspects = last !== undefined && impossible(last, seen) === undefined ? [...suspects, seen] : [seen];
    if (suspects.length < CONVINCED_BY) return why;
    trusted = seen;
    suspects = [];
    return undefined;
  };
}

function look(definition: DeviceDefinition, frame: Uint8Array, at: number): Seen | undefined {
  const decoding = definition.decode(frame);
  if ('kind' in decoding) return undefined;
  const rate = decoding.find((reading) => reading.kind === 'heart_rate');
  const bpm = rate?.doubt === null && rate.bpm !== null ? rate.bpm : undefined;
  return { at, bpm, counter: definition.packetCounter?.(frame) };
}

const merged = (before: Seen | undefined, now: Seen): Seen => ({ ...now, bpm: now.bpm ?? before?.bpm });

function impossible(before: Seen, now: Seen): Suspicion | undefined {
  const ms = now.at - before.at;
  if (ms > FORGOTTEN_MS) return undefined;
  const { counter } = now;
  if (counter !== undefined && before.counter !== undefined) {
    const behind = (before.counter.value - counter.value + counter.modulo) % counter.modulo;
    if (behind > 0 && behind <= counter.modulo * BEHIND_SHARE) return 'counter_back';
  }
  if (now.bpm === undefined || before.bpm === undefined) return undefined;
  const bound = SUDDEN_BPM + (Math.max(0, ms) / 1000) * BPM_PER_SECOND;
  return Math.abs(now.bpm - before.bpm) > bound ? 'heart_rate_jump' : undefined;
}
