import type { AlertBody, AttemptBody, Lane, TelemetryBody } from '@tizhi/contracts';
import { type Item, type Items, idOf } from './items.ts';

/** The items in a message's body, which is sound. */
export function itemsIn(items: Items, lane: Lane, text: string): readonly Item[] {
  const body: unknown = JSON.parse(text);
  switch (lane) {
    case 'telemetry':
      return (body as TelemetryBody).blocks
        .flatMap((block) => idsIn(block))
        .map((id) => known(items.get(id), text));
    case 'result':
      return [known(items.named((body as AttemptBody).attempt, false), text)];
    case 'alert': {
      const { alert, state } = body as AlertBody;
      return [known(items.named(alert, state === 'cleared'), text)];
    }
  }
}

export const idsIn = (block: TelemetryBody['blocks'][number]): number[] =>
  block.measurement === 'heart_rate'
    ? block.bpm.map((bpm, row) => idOf(bpm ?? 0, block.energyKj?.[row] ?? 0))
    : block.reading.map((reading) => (reading.kind === 'quantity' ? (reading.value ?? 0) : 0));

function known(item: Item | undefined, text: string): Item {
  if (item === undefined) throw new Error(`the model made nothing like ${text}`);
  return item;
}
