import type { PeripheralAdvertisement } from '@stoprocent/noble';
import type { Advertisement } from '@tizhi/firmware-adapters';

const BASE = /^0000([0-9a-f]{4})00001000800000805f9b34fb$/;
const MAX_NAME_LENGTH = 64;

/** The library's UUIDs (no hyphens, leading zeros lost) as firmware-adapters writes them: `180d`, or whole. */
export function plainUuid(uuid: string): string {
  const hex = uuid.toLowerCase().replaceAll('-', '');
  if (hex.length <= 4) return hex.padStart(4, '0');
  const short = BASE.exec(hex.padStart(32, '0'));
  if (short?.[1] !== undefined) return short[1];
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** What the library cut out of an advertisement, as firmware-adapters describes it. A name is a stranger's text. */
export function plainAdvertisement(said: Partial<PeripheralAdvertisement>): Advertisement {
  const { localName, txPowerLevel, manufacturerData, serviceData, serviceUuids } = said;
  const company = manufacturerData === undefined ? [] : companyOf(manufacturerData);
  return {
    services: (serviceUuids ?? []).map(plainUuid),
    companyData: company,
    serviceData: (serviceData ?? []).map(({ uuid, data }) => ({
      service: plainUuid(uuid),
      data: Uint8Array.from(data),
    })),
    name: localName?.replaceAll(/\p{Cc}/gu, '').slice(0, MAX_NAME_LENGTH) ?? null,
    txPower: txPowerLevel ?? null,
    complete: true,
  };
}

function companyOf(data: Uint8Array): Advertisement['companyData'] {
  const [low, high] = data;
  if (low === undefined || high === undefined) return [];
  return [{ company: low | (high << 8), data: Uint8Array.from(data.subarray(2)) }];
}
