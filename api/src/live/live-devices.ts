import type { Binding, DeviceId, LiveCoverage, LiveDevice, LiveTile } from '@tizhi/contracts';
import type { DeviceBook, DeviceNews } from './device-book.ts';
import { ageOf, type LatestHeart, type LiveState, type Moment } from './live-state.ts';

/** Body temperature and oxygen are one pupil's: a value older than this is not shown beside her name. */
const VALUE_MS = 10 * 60_000;

interface Known {
  readonly state: LiveState;
  readonly book: DeviceBook;
  readonly bindings: readonly Binding[];
  readonly moment: Moment;
}

/** The devices that are worn now, in the order of the tiles, each once. */
export function liveDevices(tiles: readonly LiveTile[], known: Known): LiveDevice[] {
  const { state, book, bindings, moment } = known;
  return tiles.flatMap(({ device, subject }) => {
    const worn = device === null ? undefined : wornNow(bindings, { device, subject }, moment);
    if (device === null || worn === undefined) return [];
    const [heart, news] = [state.hearts.get(device), book.get(device)];
    const value = (quantity: keyof DeviceNews['told'], from: number): number | null => {
      const told = news?.told[quantity];
      return told !== undefined && told.at >= from ? told.value : null;
    };
    // A battery is the device's own; what it measures is of whoever wore it then.
    const since = Math.max(worn.from, moment.now - VALUE_MS);
    return [
      {
        device,
        subject,
        ageMs: youngest([heart, news], moment),
        signal: signalOf(heart),
        battery: value('battery', 0),
        spo2: value('spo2', since),
        temperature: value('body_temperature', since),
      },
    ];
  });
}

export const coverageOf = (devices: readonly LiveDevice[], withinMs: number): LiveCoverage => ({
  heard: devices.filter(({ ageMs }) => ageMs !== null && ageMs <= withinMs).length,
  expected: devices.length,
  withinMs,
});

const wornNow = (
  bindings: readonly Binding[],
  { device, subject }: { readonly device: DeviceId; readonly subject: Binding['subject'] },
  { now }: Moment,
): Binding | undefined =>
  bindings.find(
    (each) =>
      each.device === device &&
      each.subject === subject &&
      each.from <= now &&
      (each.to === null || now < each.to),
  );

function youngest(
  heard: readonly (Pick<LatestHeart, 'at' | 'mono'> | undefined)[],
  moment: Moment,
): number | null {
  const ages = heard.flatMap((each) => (each === undefined ? [] : [ageOf(each, moment)]));
  return ages.length === 0 ? null : Math.round(Math.min(...ages));
}

function signalOf(heart: LatestHeart | undefined): LiveDevice['signal'] {
  if (heart === undefined) return null;
  if (heart.doubt === 'no_contact') return 'no_contact';
  return heart.doubt === 'poor_signal' || heart.doubt === 'no_value' ? 'poor' : 'good';
}
