import { hash } from 'node:crypto';
import type { Item } from './items.ts';
import { type LaneRef, placeOf } from './model-stores.ts';

/** A message as a gateway once put it at a place. An old copy of a file may put another at the same place. */
export interface Variant {
  readonly items: readonly Item[];
  readonly bodyHash: string;
}

/** Everything that gateways ever put into their outboxes, by place. */
export class Messages {
  readonly #variants = new Map<string, Variant[]>();

  put(
    where: { readonly lane: LaneRef; readonly seq: number },
    message: { readonly items: readonly Item[]; readonly text: string },
  ): void {
    const { lane, seq } = where;
    const { items, text } = message;
    const place = placeOf(lane, seq);
    const bodyHash = sha256(text);
    const present = this.#variants.get(place);
    if (present === undefined) this.#variants.set(place, [{ items, bodyHash }]);
    else if (present.every((variant) => variant.bodyHash !== bodyHash)) present.push({ items, bodyHash });
    for (const { places } of items) places.push({ epoch: lane.epoch, seq });
  }

  at(lane: LaneRef, seq: number): readonly Variant[] {
    return this.#variants.get(placeOf(lane, seq)) ?? [];
  }
}

export const sha256 = (data: string | Uint8Array): string => hash('sha256', data, 'hex');
