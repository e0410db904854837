import type { DeviceInfoReading } from '@tizhi/contracts';
import { type Decoding, defineDevice, rejected, type SimulatedValues } from '../device.ts';
import { BY_HAND, MAX_ATTRIBUTE_LENGTH } from './flagged-device.ts';

/**
 * Current Time Service 0x1805, Current Time 0x2A2B: the device's own clock, local time, in 10 octets.
 * Source: Bluetooth SIG, Current Time Service 1.1, section 3.1, Exact Time 256: year, month, day, hours, minutes,
 * seconds, day of the week, 1/256 s, reason of the last change. A part that is 0 where no date has a 0 is
 * "not known": the clock was never set, and the value is rejected.
 */
const LENGTH = 10;

export function decodeCurrentTime(frame: Uint8Array): Decoding {
  if (frame.length < LENGTH) return rejected('truncated', frame);
  if (frame.length > LENGTH) return rejected('trailing_bytes', frame);
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const [year, month, day] = [view.getUint16(0, true), view.getUint8(2), view.getUint8(3)];
  const [hours, minutes, seconds] = [view.getUint8(4), view.getUint8(5), view.getUint8(6)];
  // 1/256 s are 3.90625 ms: rounded to whole milliseconds.
  const ms = Math.floor((view.getUint8(8) * 1000) / 256);
  if (!isDate(year, month, day) || hours > 23 || minutes > 59 || seconds > 59) {
    return rejected('out_of_range', frame);
  }
  const two = (part: number): string => String(part).padStart(2, '0');
  const clock = `${two(hours)}:${two(minutes)}:${two(seconds)}.${String(ms).padStart(3, '0')}`;
  return [{ kind: 'device_info', field: 'clock', text: `${year}-${two(month)}-${two(day)}T${clock}` }];
}

/** The service allows the years 1582 to 9999. */
function isDate(year: number, month: number, day: number): boolean {
  if (year < 1582 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

const CLOCK = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{3})$/;

function encodeCurrentTime(said: SimulatedValues): Uint8Array {
  const [reading] = 'readings' in said ? said.readings : [];
  const parts = reading?.kind === 'device_info' ? CLOCK.exec(reading.text) : null;
  if (parts === null) throw new RangeError('a clock says a date and time with milliseconds');
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0, ms = 0] = parts
    .slice(1)
    .map(Number);
  const fractions = Math.ceil((ms * 256) / 1000);
  return Uint8Array.of(year & 0xff, year >> 8, month, day, hours, minutes, seconds, 0, fractions, 0);
}

const reading = (text: string): DeviceInfoReading => ({ kind: 'device_info', field: 'clock', text });

/** A device's clock (设备时钟). */
export const currentTime = defineDevice({
  id: 'gatt/2a2b',
  name: { zh: '设备时钟', en: "A device's clock (Bluetooth Current Time Service)" },
  measures: ['device_info'],
  identity: { kind: 'gatt', service: '1805', characteristic: '2a2b' },
  framing: { kind: 'message', maxLength: MAX_ATTRIBUTE_LENGTH },
  decode: decodeCurrentTime,
  simulate: encodeCurrentTime,
  sample: (random) => {
    const whole = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
    const bytes = [
      0xe8 + whole(0, 7),
      0x07,
      whole(1, 12),
      whole(1, 28),
      whole(0, 23),
      whole(0, 59),
      whole(0, 59),
    ];
    const decoding = decodeCurrentTime(Uint8Array.of(...bytes, 0, whole(0, 255), 0));
    return { readings: 'kind' in decoding ? [] : decoding };
  },
  golden: [
    { hex: 'e7070c190e1e2d018000', readings: [reading('2023-12-25T14:30:45.500')], source: BY_HAND },
    { hex: 'e8070c1d00000007ff01', readings: [reading('2024-12-29T00:00:00.996')], source: BY_HAND },
    { hex: '00000000000000000000', rejected: 'out_of_range', source: `${BY_HAND}: the clock was never set` },
    { hex: 'e707021d000000000000', rejected: 'out_of_range', source: `${BY_HAND}: 29 February 2023` },
    { hex: 'e7070c190e1e2d0180', rejected: 'truncated', source: BY_HAND },
    { hex: 'e7070c190e1e2d01800000', rejected: 'trailing_bytes', source: BY_HAND },
  ],
});
