import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../bytes.ts';
import { createOnceAdapter } from '../../once-adapter.ts';
import { crcHolds, readRequest } from './rtu.ts';
import { modbusStations } from './stations.ts';

const file = new URL('../../../../../shared/data/protocol/serial_modbus_rtu.json', import.meta.url);
const present = existsSync(file);
const bytes = (hex: string): Uint8Array => {
  const read = fromHex(hex);
  return read.ok ? read.value : new Uint8Array();
};

describe('against the shared vectors', () => {
  it.runIf(!present)('NOT TESTED: the shared protocol data is absent', () => expect(present).toBe(false));

  it.runIf(present)('each CRC holds or fails as stated, and the questions are ours byte for byte', () => {
    const vectors: {
      hex: string;
      expected: { crc_ok: boolean; unit?: number; function?: number; address?: number; quantity?: number };
    }[] = JSON.parse(readFileSync(file, 'utf8'));
    for (const { hex, expected } of vectors) {
      const frame = bytes(hex);
      expect(crcHolds(frame), hex).toBe(expected.crc_ok);
      if (expected.unit !== undefined) expect(frame[0]).toBe(expected.unit);
      if (expected.function !== undefined) expect(frame[1]).toBe(expected.function);
      const { unit, function: code, address, quantity } = expected;
      if (unit === undefined || code !== 3 || address === undefined || quantity === undefined) continue;
      expect(toHex(readRequest({ unit, function: code, address, count: quantity }))).toBe(hex);
    }
    expect(toHex(readRequest({ unit: 17, function: 3, address: 0x6b, count: 3 }))).toBe('1103006b00037687');
  });
});

it('a measurement that stands in the registers is told once, an exception and an echo of the question not at all', () => {
  const [spirometer] = modbusStations;
  if (spirometer?.simulate === undefined || spirometer.poll === undefined) throw new Error('no spirometer');
  const adapter = createOnceAdapter(spirometer);
  const answer = spirometer.simulate({ values: { vital_capacity: 3200 }, tag: '7' });
  const told = [answer, answer, spirometer.poll.request, answer, bytes('018304')].flatMap((piece) =>
    adapter.push(piece).flatMap((each) => (each.kind === 'frame' ? each.readings : [])),
  );
  expect(told).toMatchObject([{ item: 'vital_capacity', value: 3200, tag: '7' }]);
});
