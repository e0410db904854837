import { type Decoding, rejected } from '../device.ts';
import { fitsFields, readFields } from './fields.ts';
import type { Layout } from './layout.ts';

/** The texts of a frame of this layout; `undefined` where it is none of it. */
export function textsOf(layout: Layout, frame: Uint8Array): readonly string[] | undefined {
  const texts = layout.read(frame);
  return texts !== undefined && fitsFields(layout.fields, texts) ? texts : undefined;
}

/**
 * Decodes a stream whose readings come in one frame, or in several in this order. A frame that completes nothing yet says
 * nothing; the first one begins anew; one out of order lost what came before it and is `truncated`. A frame of no
 * layout (a greeting, a heartbeat) is rejected and changes nothing. Holds the texts of one reading.
 */
export function gatherFrames(layouts: readonly Layout[]): (frame: Uint8Array) => Decoding {
  const fields = layouts.flatMap((layout) => layout.fields);
  let held: string[] = [];
  let next = 0;

  const findLayout = (frame: Uint8Array) => {
    // The one that is expected, then the others from the first on.
    const order = [next, ...layouts.keys()];
    for (const at of order) {
      const layout = layouts[at];
      const texts = layout === undefined ? undefined : textsOf(layout, frame);
      if (texts !== undefined) return { at, texts };
    }
    return undefined;
  };

  return (frame) => {
    const found = findLayout(frame);
    if (found === undefined) return rejected('unknown_format', frame);
    if (found.at === 0) held = [];
    const inOrder = found.at === 0 || found.at === next;
    next = inOrder ? (found.at + 1) % layouts.length : 0;
    if (!inOrder) {
      held = [];
      return rejected('truncated', frame);
    }
    held.push(...found.texts);
    if (next !== 0) return [];
    const readings = readFields(fields, held);
    held = [];
    return typeof readings === 'string' ? rejected(readings, frame) : readings;
  };
}
