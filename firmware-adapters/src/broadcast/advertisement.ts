/**
 * What a device says to everybody without a connection: a row of AD structures, each a length, a type and data
 * (Core Specification, Vol 3 Part C, 11; types in Assigned Numbers, 2.3).
 */
export interface Advertisement {
  /** 16-bit services as four hex digits, 128-bit ones whole with hyphens. */
  readonly services: readonly string[];
  readonly companyData: readonly { readonly company: number; readonly data: Uint8Array }[];
  readonly serviceData: readonly { readonly service: string; readonly data: Uint8Array }[];
  readonly name: string | null;
  /** dBm at the antenna, as the device says. */
  readonly txPower: number | null;
  /** Whether every structure ended inside the bytes; what came before a torn one is kept. */
  readonly complete: boolean;
}

/** The longest extended advertisement (Vol 4 Part E, 7.7.65.13). Bytes beyond are not looked at. */
const MAX_LENGTH = 1650;
/** A name is data of a stranger: it is cut, and its control characters are left out. */
const MAX_NAME_LENGTH = 64;

const TYPE = {
  services16: [0x02, 0x03],
  services128: [0x06, 0x07],
  name: [0x08, 0x09],
  txPower: 0x0a,
  serviceData16: 0x16,
  serviceData128: 0x21,
  company: 0xff,
} as const;

/** Cuts the bytes of an advertisement (and its scan response, appended). Never throws; bounded by the bytes. */
export function parseAdvertisement(bytes: Uint8Array): Advertisement {
  const heard = bytes.subarray(0, MAX_LENGTH);
  const services: string[] = [];
  const companyData: Advertisement['companyData'][number][] = [];
  const serviceData: Advertisement['serviceData'][number][] = [];
  let name: string | null = null;
  let txPower: number | null = null;
  let at = 0;
  while (at < heard.length) {
    const length = heard[at] ?? 0;
    // A length of 0 ends the significant part; the rest is padding.
    if (length === 0) break;
    const data = heard.subarray(at + 2, at + 1 + length);
    if (at + 1 + length > heard.length) break;
    const type = heard[at + 1] ?? 0;
    at += 1 + length;
    if (includes(TYPE.services16, type)) services.push(...uuids(data, 2));
    else if (includes(TYPE.services128, type)) services.push(...uuids(data, 16));
    else if (includes(TYPE.name, type)) name = nameOf(data);
    else if (type === TYPE.txPower && data.length === 1) txPower = ((data[0] ?? 0) << 24) >> 24;
    else if (type === TYPE.company && data.length >= 2) {
      companyData.push({ company: (data[0] ?? 0) | ((data[1] ?? 0) << 8), data: data.slice(2) });
    } else if (type === TYPE.serviceData16 && data.length >= 2) {
      serviceData.push({ service: uuid(data.subarray(0, 2)), data: data.slice(2) });
    } else if (type === TYPE.serviceData128 && data.length >= 16) {
      serviceData.push({ service: uuid(data.subarray(0, 16)), data: data.slice(16) });
    }
  }
  const complete = at >= heard.length || heard[at] === 0;
  return { services, companyData, serviceData, name, txPower, complete };
}

const includes = (types: readonly number[], type: number): boolean => types.includes(type);

function uuids(data: Uint8Array, size: 2 | 16): string[] {
  return Array.from({ length: Math.floor(data.length / size) }, (_, i) =>
    uuid(data.subarray(i * size, (i + 1) * size)),
  );
}

/** Little-endian bytes to the usual text. */
function uuid(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .reverse()
    .join('');
  return hex.length === 4 ? hex : hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const nameOf = (data: Uint8Array): string =>
  new TextDecoder()
    .decode(data)
    .replaceAll(/\p{Cc}/gu, '')
    .slice(0, MAX_NAME_LENGTH);

/** The bytes of an advertisement that carries these data; a structure holds at most 254 bytes. */
export function advertise(said: {
  readonly name?: string;
  readonly company?: { readonly company: number; readonly data: Uint8Array };
  readonly service?: { readonly service: string; readonly data: Uint8Array };
}): Uint8Array {
  const parts: number[] = [2, 0x01, 0x06]; // flags: discoverable, no classic Bluetooth
  const add = (type: number, data: readonly number[]): void => {
    if (data.length > 254) throw new RangeError(`${data.length} bytes do not fit into one structure`);
    parts.push(data.length + 1, type, ...data);
  };
  const { name, company, service } = said;
  if (company !== undefined)
    add(TYPE.company, [company.company & 0xff, company.company >> 8, ...company.data]);
  if (service !== undefined) {
    const number = Number.parseInt(service.service, 16);
    add(TYPE.serviceData16, [number & 0xff, number >> 8, ...service.data]);
  }
  if (name !== undefined) add(0x09, [...new TextEncoder().encode(name)]);
  return Uint8Array.from(parts);
}
