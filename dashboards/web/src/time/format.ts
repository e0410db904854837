/** An age in the one unit a glance needs: seconds below a minute and a half, then minutes, then hours. */
export type Age = { readonly unit: 's' | 'min' | 'h'; readonly n: number };

/** How long ago something was; negative spans (a clock ahead of ours) count as 0 s. */
export function ageOf(spanMs: number): Age {
  const seconds = Math.max(0, Math.floor(spanMs / 1000));
  if (seconds < 90) return { unit: 's', n: seconds };
  const minutes = Math.floor(seconds / 60);
  return minutes < 90 ? { unit: 'min', n: minutes } : { unit: 'h', n: Math.floor(minutes / 60) };
}

/** A span in its two largest units that are not zero: 1 h 3 min, 4 s. Below a second it is 0 s. */
export function spanParts(
  spanMs: number,
): readonly { readonly unit: 'd' | 'h' | 'min' | 's'; readonly n: number }[] {
  const seconds = Math.floor(Math.abs(spanMs) / 1000);
  const parts = [
    { unit: 'd' as const, n: Math.floor(seconds / 86_400) },
    { unit: 'h' as const, n: Math.floor(seconds / 3600) % 24 },
    { unit: 'min' as const, n: Math.floor(seconds / 60) % 60 },
    { unit: 's' as const, n: seconds % 60 },
  ];
  const first = parts.findIndex(({ n }) => n > 0);
  if (first < 0) return [{ unit: 's', n: 0 }];
  return parts.slice(first, first + 2).filter(({ n }) => n > 0);
}

/** A span as a stopwatch shows it: `7:05`, `1:02:03`. Negative spans are shown as `0:00`. */
export function stopwatch(spanMs: number): string {
  const seconds = Math.max(0, Math.floor(spanMs / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** Local time of day, `14:03:27` (24 hours in both languages, as schools in China write it). */
export function timeOfDay(at: number, seconds = true): string {
  return new Date(at).toLocaleTimeString('zh-CN', {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    hour12: false,
  });
}

/** Local day and month in the reader's language: `11月23日`, `23 Nov`. */
export function dayOf(at: number, language: 'zh' | 'en'): string {
  return new Date(at).toLocaleDateString(language === 'zh' ? 'zh-CN' : 'en-GB', {
    day: 'numeric',
    month: 'short',
  });
}
