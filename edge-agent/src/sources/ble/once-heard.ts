/**
 * An advertisement is sent again and again, and two radios of a hall hear the same one at nearly the same time:
 * the same octets within this time are one reading, ms. Longer than a radio may lag behind another; a device that says
 * the same for longer is told of again, so that it does not look silent.
 */
export const SAME_WITHIN_MS = 2_000;
/** Contents remembered of one device; it says a new one about every second. */
const MAX_REMEMBERED = 64;

/** Tells whether this content was not heard just now. One of these for each device. */
export function onceHeard(): (content: string, at: number) => boolean {
  const heard = new Map<string, number>();
  return (content, at) => {
    const before = heard.get(content);
    if (before !== undefined && Math.abs(at - before) < SAME_WITHIN_MS) return false;
    heard.delete(content);
    heard.set(content, at);
    const oldest = heard.keys().next().value;
    if (heard.size > MAX_REMEMBERED && oldest !== undefined) heard.delete(oldest);
    return true;
  };
}
