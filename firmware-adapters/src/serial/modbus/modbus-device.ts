import { toHex } from '../../bytes.ts';
import { type DeviceDefinition, defineDevice, type Golden, rejected } from '../../device.ts';
import { drawItem, drawTag } from '../draw.ts';
import { isReason, measured, readingsOf } from '../say.ts';
import { type RegisterMap, readRegisters, writeRegisters } from './register-map.ts';
import {
  CRC_BYTES,
  crcHolds,
  EXCEPTION,
  type ReadRegisters,
  readAnswer,
  readRequest,
  sealed,
} from './rtu.ts';

interface ModbusDevice
  extends Pick<DeviceDefinition, 'name' | 'connect' | 'accuracy' | 'golden' | 'calibration'> {
  readonly id: string;
  readonly asks: Omit<ReadRegisters, 'count'>;
  readonly map: RegisterMap;
  readonly everyMs?: number;
}

/** Unit, function and byte count, before the registers. */
const HEAD = 3;
const DEFAULT_EVERY_MS = 500;

/**
 * A device that keeps its measurement in Modbus registers: the gateway asks, the answer tells the measurement for as
 * long as it stands there (it is taken once). An exception is `refused`; an answer of another length is not this map's.
 */
export function modbusDevice({
  asks,
  map,
  everyMs = DEFAULT_EVERY_MS,
  golden,
  ...device
}: ModbusDevice): DeviceDefinition {
  const request = { ...asks, count: map.count };
  const answerLength = HEAD + map.count * 2 + CRC_BYTES;
  const exceptionLength = HEAD + CRC_BYTES;
  const isException = (frame: Uint8Array): boolean => frame[1] === (asks.function | EXCEPTION);
  const refusal = sealed(Uint8Array.of(asks.unit, asks.function | EXCEPTION, 4));
  return defineDevice({
    ...device,
    measures: map.values.map(({ item }) => item),
    identity: { kind: 'configured' },
    line: { baudRate: 9600 },
    otherLines: [
      { baudRate: 19_200, parity: 'even' },
      { baudRate: 19_200 },
      { baudRate: 9600, parity: 'even' },
      { baudRate: 115_200 },
    ],
    poll: { request: readRequest(request), everyMs },
    repeats: { sameWithin: 0 },
    framing: {
      kind: 'computed',
      start: Uint8Array.of(asks.unit),
      head: HEAD,
      lengthOf(head) {
        if (isException(head)) return exceptionLength;
        return head[1] === asks.function && head[2] === map.count * 2 ? answerLength : undefined;
      },
      maxLength: Math.max(answerLength, exceptionLength),
      check: (frame) => (crcHolds(frame) ? null : 'bad_checksum'),
    },
    decode(frame) {
      if (!crcHolds(frame)) return rejected('bad_checksum', frame);
      if (isException(frame)) return rejected('refused', frame);
      if (frame.length !== answerLength) return rejected('unknown_format', frame);
      const said = readRegisters(map, frame.subarray(HEAD, -CRC_BYTES));
      return isReason(said) ? rejected(said, frame) : said;
    },
    simulate: (said) => readAnswer(request, writeRegisters(map, readingsOf(said))),
    sample(random) {
      const tag = map.tag === undefined || random() < 0.3 ? null : drawTag(random);
      const readings = map.values.map(({ item }) => measured(item, { value: drawItem(random, item), tag }));
      return { readings: readings.filter((reading) => typeof reading !== 'string') };
    },
    golden: [
      ...golden,
      { hex: toHex(refusal), source: 'constructed: exception 4, device failure', rejected: 'refused' },
      ...damaged(golden),
    ],
  });
}

/** The first good frame with a bit of its CRC turned. */
function damaged([first]: readonly Golden[]): Golden[] {
  if (first === undefined) return [];
  const last = (Number.parseInt(first.hex.slice(-2), 16) ^ 1).toString(16).padStart(2, '0');
  return [
    {
      hex: first.hex.slice(0, -2) + last,
      source: 'constructed: a bit of the CRC turned',
      rejected: 'bad_checksum',
    },
  ];
}
