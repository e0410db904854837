import type { DeviceInfoReading } from '@tizhi/contracts';
import {
  type Decoding,
  type DeviceDefinition,
  defineDevice,
  rejected,
  type SimulatedValues,
} from '../device.ts';
import { BY_HAND, MAX_ATTRIBUTE_LENGTH } from './flagged-device.ts';

/**
 * Device Information Service 0x180A: one text a characteristic, UTF-8.
 * Source: Bluetooth SIG, Device Information Service 1.1, section 3. Some makers pad with NUL; those are cut off.
 */
type TextField = Exclude<DeviceInfoReading['field'], 'clock' | 'location'>;
const MAX_TEXT_LENGTH = 256;
const CONTROL_CHARACTER = /\p{Cc}/u;

export function decodeText(field: TextField, frame: Uint8Array): Decoding {
  let end = frame.length;
  while (end > 0 && frame[end - 1] === 0) end -= 1;
  if (end === 0) return rejected('truncated', frame);
  const text = new TextDecoder().decode(frame.subarray(0, end));
  // The replacement character stands for bytes that are no UTF-8; control characters would reach a terminal.
  if (text.includes('\ufffd') || CONTROL_CHARACTER.test(text)) return rejected('unknown_format', frame);
  if (text.length > MAX_TEXT_LENGTH) return rejected('too_long', frame);
  return [{ kind: 'device_info', field, text }];
}

function encodeText(field: TextField, said: SimulatedValues): Uint8Array {
  const [reading] = 'readings' in said ? said.readings : [];
  if (reading?.kind !== 'device_info' || reading.field !== field)
    throw new RangeError(`only ${field} is said`);
  return new TextEncoder().encode(reading.text);
}

const text = (about: {
  readonly characteristic: string;
  readonly field: TextField;
  readonly name: { readonly zh: string; readonly en: string };
  readonly example: string;
}): DeviceDefinition => {
  const { characteristic, field, name, example } = about;
  const hexOf = (words: string): string =>
    Array.from(new TextEncoder().encode(words), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const reading = (words: string): DeviceInfoReading => ({ kind: 'device_info', field, text: words });
  return defineDevice({
    id: `gatt/${characteristic}`,
    name: { zh: `设备信息：${name.zh}`, en: `${name.en} (Bluetooth Device Information Service)` },
    measures: ['device_info'],
    identity: { kind: 'gatt', service: '180a', characteristic },
    framing: { kind: 'message', maxLength: MAX_ATTRIBUTE_LENGTH },
    decode: (frame) => decodeText(field, frame),
    simulate: (said) => encodeText(field, said),
    sample: (random) => ({
      readings: [
        reading(Array.from({ length: 1 + Math.floor(random() * 20) }, () => letter(random())).join('')),
      ],
    }),
    golden: [
      {
        hex: hexOf(example),
        readings: [reading(example)],
        source: `what a Polar H7 says, ${OPENBIKESENSOR}`,
      },
      { hex: `${hexOf('心率')}0000`, readings: [reading('心率')], source: `${BY_HAND}: padded with NUL` },
      { hex: '4108', rejected: 'unknown_format', source: `${BY_HAND}: a control character` },
      { hex: 'c328', rejected: 'unknown_format', source: `${BY_HAND}: no UTF-8` },
      { hex: '0000', rejected: 'truncated', source: BY_HAND },
    ],
  });
};
const OPENBIKESENSOR = 'as listed in openbikesensor/OpenBikeSensorFirmware bluetooth_services.md';
const LETTERS = 'ABCXYZabcxyz0189 .-/型号';
const letter = (share: number): string => LETTERS[Math.floor(share * LETTERS.length)] ?? 'A';

/** Maker, model, serial number and the three revisions. */
export const deviceInformation: readonly DeviceDefinition[] = [
  text({
    characteristic: '2a29',
    field: 'manufacturer',
    name: { zh: '制造商', en: "A device's maker" },
    example: 'Polar Electro Oy',
  }),
  text({
    characteristic: '2a24',
    field: 'model',
    name: { zh: '型号', en: "A device's model" },
    example: 'H7',
  }),
  text({
    characteristic: '2a25',
    field: 'serial_number',
    name: { zh: '序列号', en: "A device's serial number" },
    example: '20182DBA0B',
  }),
  text({
    characteristic: '2a27',
    field: 'hardware',
    name: { zh: '硬件版本', en: "A device's hardware revision" },
    example: '39044024.10',
  }),
  text({
    characteristic: '2a26',
    field: 'firmware',
    name: { zh: '固件版本', en: "A device's firmware revision" },
    example: '1.4.0',
  }),
  text({
    characteristic: '2a28',
    field: 'software',
    name: { zh: '软件版本', en: "A device's software revision" },
    example: 'H7 3.1.0',
  }),
];
