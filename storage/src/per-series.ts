import type { DeviceId, GatewayId, SchoolId } from '@tizhi/contracts';

/** One series: a device as heard by a gateway. */
export interface Series {
  readonly school: SchoolId;
  readonly gateway: GatewayId;
  readonly device: DeviceId;
}

/** Series remembered at a time; a school has hundreds. */
const MAX_REMEMBERED = 10_000;

/**
 * What a store keeps for each series (a row id, a line's beginning), made once. Looked up for every sample of
 * every message, so it goes by school, gateway and device one after the other instead of joining them to a key.
 */
export class PerSeries<Value> {
  readonly #make: (series: Series) => Value;
  readonly #schools = new Map<SchoolId, Map<GatewayId, Map<DeviceId, Value>>>();
  #remembered = 0;

  constructor(make: (series: Series) => Value) {
    this.#make = make;
  }

  /** Values of these devices of one gateway, in their order. */
  of(
    { school, gateway }: Pick<Series, 'school' | 'gateway'>,
    devices: readonly DeviceId[],
  ): readonly Value[] {
    if (this.#remembered >= MAX_REMEMBERED) this.forget();
    const gateways = inMap(this.#schools, school);
    const known = inMap(gateways, gateway);
    return devices.map((device) => {
      const value = known.get(device);
      if (value !== undefined) return value;
      const made = this.#make({ school, gateway, device });
      known.set(device, made);
      this.#remembered += 1;
      return made;
    });
  }

  forget(): void {
    this.#schools.clear();
    this.#remembered = 0;
  }
}

function inMap<Key, InnerKey, Value>(map: Map<Key, Map<InnerKey, Value>>, key: Key): Map<InnerKey, Value> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = new Map<InnerKey, Value>();
  map.set(key, made);
  return made;
}
