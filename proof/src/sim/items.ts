import type { Lane } from '@tizhi/contracts';

/** Why something that a gateway took need not be in the stores at the end. */
export type Excuse =
  /** Telemetry dropped from a full disk: the lane must have a gap there. */
  | 'given up'
  /** The gateway's disk was damaged or put back from an older copy. */
  | 'lost with the disk'
  /** Stored and acknowledged, then the stores were put back from a backup: the lane must have a gap there. */
  | 'lost with the stores';

export interface Place {
  readonly epoch: string;
  readonly seq: number;
}

/** One thing that a gateway heard or decided: a reading, a result, one half of an alert. */
export interface Item {
  readonly id: number;
  readonly gateway: string;
  readonly lane: Lane;
  /** Of the gateway's machine. */
  readonly boot: string;
  /** UUID of a result or alert, device of a reading. */
  readonly name: string;
  readonly isClearing: boolean;
  /** Virtual time at which it happened. */
  readonly trueAt: number;
  /** The stores will refuse its message for good. */
  readonly isRefused: boolean;
  /** The outbox took it: from then on it must not get lost. Virtual time. */
  takenAt: number | undefined;
  excuse: Excuse | undefined;
  /**
   * It may be stored at two times: it waited without the school's time, in a file that forgot what was heard
   * of that since (an old copy, or notes that nobody could read).
   */
  mayMove: boolean;
  /** Every place in a lane that its message ever had. */
  readonly places: Place[];
}

/** All items of a history; a reading's number is written into its values, so that the stores' rows tell who they are. */
export class Items {
  readonly all: Item[] = [];
  readonly #byName = new Map<string, Item>();

  add(item: Pick<Item, 'gateway' | 'boot' | 'lane' | 'name' | 'isClearing' | 'trueAt' | 'isRefused'>): Item {
    const added: Item = {
      ...item,
      id: this.all.length + 1,
      takenAt: undefined,
      excuse: undefined,
      mayMove: false,
      places: [],
    };
    this.all.push(added);
    if (item.lane !== 'telemetry') this.#byName.set(nameOf(item), added);
    return added;
  }

  get(id: number): Item | undefined {
    return this.all[id - 1];
  }
  named(name: string, isClearing: boolean): Item | undefined {
    return this.#byName.get(nameOf({ name, isClearing }));
  }
}

const nameOf = ({ name, isClearing }: Pick<Item, 'name' | 'isClearing'>): string =>
  isClearing ? `${name} cleared` : name;

/** A reading's number as a heart rate and an energy, each below 65,536. */
export const valuesOf = (id: number): { bpm: number; energyKj: number } => ({
  bpm: id % 65_536,
  energyKj: Math.floor(id / 65_536),
});
export const idOf = (bpm: number, energyKj: number): number => bpm + energyKj * 65_536;

/** For a person who looks for it in a printed history. */
export const describeItem = ({ lane, id, gateway, takenAt, places, excuse }: Item): string => {
  const where = places.map(({ epoch, seq }) => `${epoch.slice(0, 8)}/${seq}`).join(', ');
  const when = takenAt === undefined ? 'not taken' : `taken at ${(takenAt / 1000).toFixed(3)} s`;
  return `${lane} ${id} of ${gateway} (${when}; ${where}${excuse === undefined ? '' : `; ${excuse}`})`;
};
