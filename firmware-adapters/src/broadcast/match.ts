import type { DeviceDefinition } from '../device.ts';
import type { Advertisement } from './advertisement.ts';

/** A definition that knows this advertisement, and the bytes that are its frame. */
export interface Heard {
  readonly definition: DeviceDefinition;
  readonly frame: Uint8Array;
}

/** The frames that an advertisement carries for these definitions, in their order. */
export function matchAdvertisement(
  definitions: readonly DeviceDefinition[],
  advertisement: Advertisement,
): Heard[] {
  return definitions.flatMap((definition) => {
    const { identity } = definition;
    if (identity.kind !== 'advertisement') return [];
    const { data, namePrefix } = identity;
    if (namePrefix !== undefined && !(advertisement.name ?? '').startsWith(namePrefix)) return [];
    const frames =
      data.of === 'company'
        ? advertisement.companyData.filter(({ company }) => company === data.company)
        : advertisement.serviceData.filter(({ service }) => service === data.service);
    return frames.map((found) => ({ definition, frame: found.data }));
  });
}
