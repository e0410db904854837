import { type Result, TizhiError } from '@tizhi/contracts';
import { readYaml } from '@tizhi/edge-agent';
import {
  type Decoded,
  type DeviceDefinition,
  declareStation,
  decodePieces,
  definitions,
  findDefinition,
  fromHex,
  StationSpec,
  toHex,
} from '@tizhi/firmware-adapters';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Output } from '../output.ts';
import { readCapture } from './capture-file.ts';
import { decodedLines, deviceLine } from './decode-text.ts';

interface DecodeOptions {
  readonly device?: string;
  readonly hex?: string;
  readonly file?: string;
  readonly spec?: string;
  readonly json?: boolean;
  readonly list?: boolean;
}

/**
 * `tizhi decode`: what a device's bytes mean, decoded by the same adapter as on a gateway. Bytes in which
 * nothing can be read are printed as rejected and end with `TIZHI_NOTHING_DECODED`.
 */
export function addDecode(program: Command, output: Output): void {
  program
    .command('decode')
    .description("Show what a device's bytes mean. 解码设备数据。")
    .option('--device <id>', 'a device or a bare characteristic, such as gatt/2a37 设备编号')
    .option('--hex <bytes>', 'what it sent, in hexadecimal 十六进制数据')
    .option('--file <path>', 'a capture: raw bytes, or one message a line in hexadecimal 抓包文件')
    .option('--spec <file>', "a YAML file that declares the station, or a gateway's file 站点描述文件")
    .option('--json', 'one JSON object on one line 输出一行 JSON')
    .option('--list', 'list the known devices and stop 列出已知设备')
    .action((options: DecodeOptions) => {
      if (options.list) return list(options, output);
      const device = deviceOf(options);
      const decoded = decodePieces(device, piecesOf(options, device));
      print({ device, decoded, json: options.json ?? false }, output);
      if (decoded.some(({ kind }) => kind === 'frame')) return;
      const reasons = decoded.map((each) => (each.kind === 'rejected' ? each.reason : each.kind));
      throw new TizhiError('TIZHI_NOTHING_DECODED', {
        id: device.id,
        reasons: [...new Set(reasons)].join(', ') || 'no bytes',
      });
    });
}

function piecesOf({ hex, file }: DecodeOptions, device: DeviceDefinition): Uint8Array[] {
  if (hex !== undefined && file !== undefined) throw usage('--hex and --file are given: give one of them');
  if (file !== undefined) return readCapture(file, device);
  if (hex === undefined) throw usage('--hex is missing: give the bytes to decode, or a capture with --file');
  return [orThrow(fromHex(hex))];
}

function list({ json, spec }: DecodeOptions, output: Output): void {
  const devices = spec === undefined ? definitions : specsIn(spec).map(declare);
  if (json)
    output.out(JSON.stringify(devices.map(({ id, name, measures }) => ({ device: id, name, measures }))));
  else for (const device of devices) output.out(deviceLine(device));
}

function print(
  found: { readonly device: DeviceDefinition; readonly decoded: readonly Decoded[]; readonly json: boolean },
  output: Output,
): void {
  const { device, decoded, json } = found;
  if (!json) {
    output.out(deviceLine(device));
    for (const line of decoded.flatMap(decodedLines)) output.out(line);
    return;
  }
  const readings = decoded.flatMap((each) => (each.kind === 'frame' ? each.readings : []));
  const rejected = decoded.flatMap((each) =>
    each.kind === 'rejected' ? [{ reason: each.reason, hex: toHex(each.bytes) }] : [],
  );
  output.out(JSON.stringify({ device: device.id, readings, rejected }));
}

function deviceOf({ device, spec }: DecodeOptions): DeviceDefinition {
  if (spec === undefined) {
    if (device === undefined) throw usage('--device is missing: name one of --list');
    return orThrow(findDefinition(device));
  }
  const specs = specsIn(spec);
  const [only, ...others] = specs;
  if (device === undefined && only !== undefined && others.length === 0) return declare(only);
  const known = specs.map(({ id }) => id).join(', ');
  if (device === undefined) throw usage(`--device is missing: the file declares ${known || 'no station'}`);
  const named = specs.find(({ id }) => id === device);
  if (named === undefined) throw new TizhiError('TIZHI_DEVICE_UNKNOWN', { id: device, known });
  return declare(named);
}

/** The stations of a file: one description, or those under `stations` of a gateway's configuration. */
function specsIn(file: string): StationSpec[] {
  const top = orThrow(readYaml(file, z.looseObject({ stations: z.unknown().optional() })));
  if (top.stations === undefined) return [orThrow(readYaml(file, StationSpec))];
  return orThrow(readYaml(file, z.looseObject({ stations: z.array(StationSpec) }))).stations;
}

const declare = (spec: StationSpec): DeviceDefinition => orThrow(declareStation(spec));

function orThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new TizhiError(result.failure.code, result.failure.params);
}
const usage = (problem: string): TizhiError =>
  new TizhiError('TIZHI_USAGE', { problem, command: 'tizhi decode' });
