import type { Certificate, Interval, WornDevice } from '@tizhi/contracts';

/** A part of a lesson's bar, in percent of its length. */
export interface BarPart {
  readonly kind: 'worn' | 'silent' | 'awaited' | 'missing';
  readonly left: number;
  readonly width: number;
}

/** What is drawn over what: the device on, then nothing heard, then what is awaited, then what is lost. */
export function barParts(device: WornDevice, lesson: Pick<Certificate, 'startedAt' | 'until'>): BarPart[] {
  const length = Math.max(1, lesson.until - lesson.startedAt);
  const percent = (at: number): number =>
    Math.round(((Math.min(Math.max(at, lesson.startedAt), lesson.until) - lesson.startedAt) / length) * 1e4) /
    100;
  const part =
    (kind: BarPart['kind']) =>
    ({ from, to }: Interval): BarPart => ({ kind, left: percent(from), width: percent(to) - percent(from) });
  return [
    part('worn')(device),
    ...device.silences.map(part('silent')),
    ...device.awaited.map(part('awaited')),
    ...device.missing.map(part('missing')),
  ];
}

/** Minutes at which the axis has a number: about eight of them, at round distances. */
export function axisMinutes(lengthMs: number): number[] {
  const minutes = lengthMs / 60_000;
  const step = [1, 2, 5, 10, 15, 30, 60].find((each) => minutes / each <= 9) ?? 120;
  return Array.from({ length: Math.floor(minutes / step) + 1 }, (_, n) => n * step);
}

/** How long nothing was heard, ms. */
export const silentMs = ({ silences }: Pick<WornDevice, 'silences'>): number =>
  silences.reduce((sum, { from, to }) => sum + to - from, 0);
