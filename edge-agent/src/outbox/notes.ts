import type { BootId, Desired } from '@tizhi/contracts';
import { z } from 'zod';
import { BootClock } from '../clock/boot-clock.ts';
import { parseJson } from '../link/parse-json.ts';
import { sha256 } from './lane-chain.ts';
import type { Notes } from './outbox-file.ts';

/** Kept for others: the desired state as JSON, alerts that are open, and whose file this is. */
export type NoteName = Desired | 'open-alerts' | 'owner';

const BOOTS = 'boots';
const Boots = z.array(BootClock);

/** Small texts beside the lanes. Each is sealed: a damaged note counts as missing. */
export class Notebook {
  readonly #texts = new Map<string, string>();

  /** Takes over what is intact and not known yet. */
  add(notes: Notes): void {
    for (const [name, sealed] of notes) {
      const text = opened(sealed);
      if (text !== undefined && !this.#texts.has(name)) this.#texts.set(name, text);
    }
  }

  get(name: string): string | undefined {
    return this.#texts.get(name);
  }

  /** Remembers a text; gives back what the file is to save. */
  set(name: string, text: string): Notes {
    this.#texts.set(name, text);
    return new Map([[name, sealed(text)]]);
  }

  /** Everything, for a new file. */
  all(): Notes {
    return new Map([...this.#texts].map(([name, text]) => [name, sealed(text)]));
  }

  clocks(): Map<BootId, BootClock> {
    const known = Boots.safeParse(parseJson(this.get(BOOTS) ?? '')).data ?? [];
    return new Map(known.map((clock) => [clock.boot, clock]));
  }

  setClocks(clocks: ReadonlyMap<BootId, BootClock>): Notes {
    return this.set(BOOTS, JSON.stringify([...clocks.values()]));
  }
}

const sealed = (text: string): string => `${sha256(text)} ${text}`;

function opened(note: string): string | undefined {
  const text = note.slice(65);
  return sealed(text) === note ? text : undefined;
}
