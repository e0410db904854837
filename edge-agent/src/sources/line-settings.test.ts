import { DeviceId } from '@tizhi/contracts';
import { type DeviceDefinition, findDefinition } from '@tizhi/firmware-adapters';
import { describe, expect, it } from 'vitest';
import { type SerialConfig, SourceConfig } from '../config/source-config.ts';
import { EndMatcher } from './end-matcher.ts';
import { HOPELESS_BYTES, HOPELESS_POLLS, LineDetector } from './line-detector.ts';
import { inWords, lineSettings } from './line-settings.ts';

function definition(id: string): DeviceDefinition {
  const found = findDefinition(id);
  if (!found.ok) throw new Error(`no ${id}`);
  return found.value;
}
const serial = (more: Partial<SerialConfig>): SerialConfig => ({
  kind: 'serial',
  device: DeviceId.parse('scale-1'),
  definition: definition('scale/and').id,
  path: '/dev/ttyS0',
  ...more,
});
const words = (config: Partial<SerialConfig>, id: string): string[] =>
  lineSettings(serial(config), definition(id)).map(inWords);

describe('the settings of a line', () => {
  it('are the definition’s own where the configuration leaves them open, or 9600 8N1', () => {
    expect(words({}, 'scale/and')).toEqual(['2400 7E1']);
    expect(words({ baudRate: 4800 }, 'scale/and')).toEqual(['4800 7E1']);
    expect(words({ baudRate: 4800, dataBits: 8, parity: 'none' }, 'scale/and')).toEqual(['4800 8N1']);
    expect(words({}, 'station/demo-jump')).toEqual(['9600 8N1']);
  });

  it('come into question one after the other where the baud rate is to be detected', () => {
    expect(words({ baudRate: 'detect' }, 'scale/and')).toEqual([
      '2400 7E1',
      '9600 7E1',
      '9600 8N1',
      '2400 8N1',
    ]);
    expect(words({ baudRate: 'detect', parity: 'even', dataBits: 7 }, 'scale/and')).toEqual([
      '2400 7E1',
      '9600 7E1',
    ]);
    expect(words({ baudRate: 'detect' }, 'station/demo-jump')).toEqual(['9600 8N1']);
  });

  it('are found right by one frame, wrong by bytes or questions without one, and silence says nothing', () => {
    const frame = Buffer.from('ST,+00045.20 kg\r\n');
    const detector = new LineDetector(definition('scale/and'));
    expect(detector.heard(Buffer.from('0 kg\r\n'))).toBe('unknown');
    expect(detector.heard(frame)).toBe('right');
    expect(Buffer.concat(detector.take()).toString()).toBe('0 kg\r\nST,+00045.20 kg\r\n');
    expect(detector.take()).toEqual([]);
    expect(new LineDetector(definition('scale/and')).heard(new Uint8Array(HOPELESS_BYTES))).toBe('wrong');
    const asked = new LineDetector(definition('scale/mt-sics'));
    const verdicts = Array.from({ length: HOPELESS_POLLS }, () => asked.asked());
    expect(verdicts.slice(0, -1)).toEqual(verdicts.slice(0, -1).map(() => 'unknown'));
    expect(verdicts.at(-1)).toBe('wrong');
  });
});

describe('where a serial device is', () => {
  const parse = (where: object) =>
    SourceConfig.safeParse({ kind: 'serial', device: 'scale-1', definition: 'scale/and', ...where });

  it('is said by a path or by a USB identity, not by both and not by neither', () => {
    const usb = { vendor: '1A86', product: '7523' };
    expect(parse({ usb })).toMatchObject({ success: true, data: { usb: { vendor: '1a86' } } });
    expect(parse({ path: '/dev/ttyUSB0', baudRate: 'detect' }).success).toBe(true);
    expect(parse({}).success).toBe(false);
    expect(parse({ path: '/dev/ttyUSB0', usb }).success).toBe(false);
    expect(parse({ usb: { ...usb, vendor: 'ftdi' } }).success).toBe(false);
    expect(parse({ path: '/dev/ttyUSB0', baudRate: 'fast' }).success).toBe(false);
  });
});

it('a question is found in a stream however it is cut, and also behind its own beginning', () => {
  const matcher = new EndMatcher(Buffer.from('SI\r\n'));
  const found = [...Buffer.from('xSSI\r\nSI\rSI\r\n')].map((byte) => matcher.endsWith(byte));
  expect(found.flatMap((yes, i) => (yes ? [i] : []))).toEqual([5, 12]);
});
