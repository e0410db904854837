import { toHex } from '@tizhi/firmware-adapters';
import type { BleMatch } from '../../config/ble-config.ts';
import type { HeardAdvertisement } from './radio-messages.ts';

/** Whether the sender of this advertisement is that device: all that was said of it must hold. */
export function isDevice(match: BleMatch, { address, advertisement }: HeardAdvertisement): boolean {
  if (match.address !== undefined && match.address !== address) return false;
  if (match.name !== undefined && match.name !== advertisement.name) return false;
  const { dataHex } = match;
  if (dataHex === undefined) return true;
  const { companyData, serviceData } = advertisement;
  return [...companyData, ...serviceData].some(({ data }) => holds(toHex(data), dataHex));
}

/** Whole octets only: half of one and half of the next are no octet. */
function holds(hex: string, wanted: string): boolean {
  for (let at = hex.indexOf(wanted); at >= 0; at = hex.indexOf(wanted, at + 1)) if (at % 2 === 0) return true;
  return false;
}
