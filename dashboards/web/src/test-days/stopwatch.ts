import { AttemptId, Instant, ITEMS, ItemKey, SubjectId, type TestDayDecision } from '@tizhi/contracts';
import { z } from 'zod';
import { rawSeconds } from './official-time.ts';

const Tap = z.object({
  attempt: AttemptId,
  /** `null`: somebody crossed whose number was not seen; the attempt goes to the tray. */
  subject: SubjectId.nullable(),
  /** The bib or seat number as it was tapped. */
  tag: z.string(),
  at: Instant,
});
export type Tap = z.infer<typeof Tap>;

/** A heat of a mass finish (1000 m, 800 m, shuttle). Kept on the device: a reload loses no second. */
export const Heat = z.object({
  item: ItemKey,
  /** Device's clock, ms: it goes on while the phone sleeps. */
  startedAt: Instant,
  taps: z.array(Tap),
  endedAt: Instant.nullable(),
});
export type Heat = z.infer<typeof Heat>;

/** More taps than any heat has finishers. */
export const MAX_TAPS = 300;

export type HeatEvent =
  | { readonly kind: 'started'; readonly item: ItemKey; readonly at: number }
  | ({ readonly kind: 'tapped' } & Tap)
  | { readonly kind: 'undone'; readonly attempt: AttemptId }
  | { readonly kind: 'ended'; readonly at: number }
  | { readonly kind: 'cleared' };

/** One step of the stopwatch; an event that is not possible now changes nothing. */
export function heatStep(heat: Heat | null, event: HeatEvent): Heat | null {
  if (event.kind === 'cleared') return null;
  if (event.kind === 'started') {
    return heat !== null && heat.endedAt === null
      ? heat
      : { item: event.item, startedAt: event.at, taps: [], endedAt: null };
  }
  if (heat === null) return null;
  switch (event.kind) {
    case 'tapped': {
      const { kind: _, ...tap } = event;
      return canTap(heat, tap) ? { ...heat, taps: [...heat.taps, tap] } : heat;
    }
    case 'undone':
      return { ...heat, taps: heat.taps.filter(({ attempt }) => attempt !== event.attempt) };
    case 'ended':
      return heat.endedAt === null ? { ...heat, endedAt: event.at } : heat;
  }
}

/** A pupil finishes once, and not before anybody can have run that far. */
export function canTap(heat: Heat, { subject, at }: Pick<Tap, 'subject' | 'at'>): boolean {
  const isOpen = heat.endedAt === null && heat.taps.length < MAX_TAPS && at >= earliestFinish(heat);
  return isOpen && (subject === null || !heat.taps.some((tap) => tap.subject === subject));
}

/** The item's least legal time after the start. */
export const earliestFinish = ({ item, startedAt }: Heat): number => startedAt + ITEMS[item].min * 1_000;

/** The attempt that a tap makes: seconds to the hundredth, and the tap word for word. */
export function entered(heat: Heat, tap: Tap, raw: string): TestDayDecision {
  return {
    kind: 'entered',
    attempt: tap.attempt,
    item: heat.item,
    value: rawSeconds(tap.at - heat.startedAt),
    subject: tap.subject,
    at: tap.at,
    by: 'stopwatch',
    raw,
  };
}
