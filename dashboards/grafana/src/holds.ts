import type { Json } from './dashboards.ts';

/**
 * Whether `current` says everything that `wanted` says. Objects may say more (Grafana fills in ids and
 * defaults); lists must be equally long.
 */
export function holds(current: unknown, wanted: Json): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(current) &&
      current.length === wanted.length &&
      wanted.every((item, index) => holds(current[index], item))
    );
  }
  if (wanted !== null && typeof wanted === 'object') {
    if (current === null || typeof current !== 'object' || Array.isArray(current)) return false;
    const fields = new Map(Object.entries(current));
    return Object.entries(wanted).every(([key, value]) => holds(fields.get(key), value));
  }
  return current === wanted;
}
