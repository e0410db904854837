import { LANES } from '@tizhi/contracts';
import type { Gateway } from '../gateway.ts';
import { copyImage, type Held } from '../model-disk.ts';
import type { Rng } from '../rng.ts';
import type { World } from '../world.ts';
import { type FaultKind, spell } from './fault-kind.ts';

export const DISK_FAULTS: readonly FaultKind[] = [
  {
    name: 'full disk',
    everyS: 42,
    strike(world, rng) {
      const { disk, name } = rng.pick(world.gateways);
      const { space } = disk;
      world.spells.cast({
        who: name,
        forMs: spell(rng, 2, 60),
        begin: () => space.fill(),
        end: () => space.clear(),
      });
    },
  },
  {
    name: 'failing disk',
    everyS: 36,
    strike(world, rng) {
      const { name, observer } = rng.pick(world.gateways);
      const { errors } = observer;
      const change = { before: rng.pick([0, 0.05, 0.5]), after: rng.pick([0.02, 0.3]) };
      world.spells.cast({
        who: name,
        forMs: spell(rng, 0.5, 20),
        begin: () => errors.add(change),
        end: () => errors.remove(change),
      });
    },
  },
  {
    name: 'flipped bit on a disk',
    everyS: 18,
    strike: (world, rng) => flipBit(world, rng.pick(world.gateways), rng),
  },
  {
    name: 'damaged page',
    everyS: 60,
    strike(world, rng) {
      const gateway = rng.pick(world.gateways);
      const readable = rng.pick([0, 0.5, 0.95, 1]);
      const notesReadable = rng.chance(0.7);
      world.weather.hit(gateway.name);
      world.history.note(() => `a page of ${gateway.name}'s file is damaged: ${readable} can be read`);
      const unreadable = new Set([...gateway.disk.held()].filter(() => !rng.chance(readable)));
      gateway.observer.damagePage({ isReadable: (message) => !unreadable.has(message), notesReadable });
    },
  },
  {
    name: 'old copy of a disk',
    everyS: 60,
    strike(world, rng) {
      const gateway = rng.pick(world.gateways);
      const copy = copyImage(gateway.disk.image);
      const afterMs = spell(rng, 0.3, 90);
      world.spells.cast({
        who: undefined,
        forMs: afterMs,
        begin: () => world.history.note(() => `${gateway.name}'s file is copied`),
        end: () => gateway.putBack(copy),
      });
    },
  },
];

/** One character of one stored text changes. */
function flipBit(world: World, gateway: Gateway, rng: Rng): void {
  const lane = rng.pick(LANES);
  const messages = [...gateway.disk.image.lanes[lane].messages];
  if (messages.length === 0) return;
  const [seq, message] = rng.pick(messages);
  const field = rng.pick(['body', 'body', 'body', 'hash', 'stamp', 'seal'] as const);
  const flipped: Held = { ...message, [field]: withFlippedBit(message[field], rng), isDamaged: true };
  gateway.observer.damage(lane, seq, flipped);
  world.history.count('bit really flipped');
  world.history.note(() => `a bit flips in the ${field} of ${gateway.name} ${lane} ${seq}`);
}

function withFlippedBit(text: string, rng: Rng): string {
  const at = rng.int(0, text.length - 1);
  const code = text.charCodeAt(at) ^ (1 << rng.int(0, 5));
  return text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
}
