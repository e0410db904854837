import { TizhiError } from '@tizhi/contracts';
import {
  type Bilingual,
  type CatalogueEntry,
  catalogueEntry,
  decodeCapture,
  definitions,
  findDefinition,
  fromHex,
  type Golden,
} from '@tizhi/firmware-adapters';
import type { Command } from 'commander';
import type { Output } from '../output.ts';
import { decodedLines, deviceLine } from './decode-text.ts';
import { addDevicesScan } from './devices-scan.ts';
import { addDevicesTry } from './devices-try.ts';

/** `tizhi devices list` and `tizhi devices show ID`: what can be read, from what, and by which bytes that is known. */
export function addDevices(program: Command, output: Output): void {
  const devices = program.command('devices').description('Devices that are known, and your own. 设备。');
  devices
    .command('list')
    .description('List the devices that are read without configuration. 列出已知设备。')
    .option('--json', 'one JSON object on one line 输出一行 JSON')
    .action(({ json }: { readonly json?: boolean }) => {
      const entries = definitions.map(catalogueEntry);
      if (json) output.out(JSON.stringify(entries));
      else for (const entry of entries) output.out(listed(entry));
    });
  devices
    .command('show')
    .description('Show one device and its golden frames. 查看设备与标准数据帧。')
    .argument('<id>', 'a device of the list, such as gatt/2a37 设备编号')
    .option('--json', 'one JSON object on one line 输出一行 JSON')
    .action((id: string, { json }: { readonly json?: boolean }) => show(id, json ?? false, output));
  addDevicesTry(devices, output);
  addDevicesScan(devices, output);
}

const listed = ({ id, name, measures }: CatalogueEntry): string =>
  `${id}  ${name.zh} · ${name.en}: ${measures.map(({ zh, en }) => `${en} ${zh}`).join(', ')}`;

function show(id: string, json: boolean, output: Output): void {
  const found = findDefinition(id);
  if (!found.ok) throw new TizhiError(found.failure.code, found.failure.params);
  const { golden } = found.value;
  const entry = catalogueEntry(found.value);
  if (json) {
    output.out(JSON.stringify({ ...entry, frames: golden }));
    return;
  }
  output.out(deviceLine(found.value));
  output.out(`Measures 测量: ${entry.measures.map(({ zh, en }) => `${en} ${zh}`).join(', ')}`);
  output.out(`Met by 识别: ${said(entry.metBy)}`);
  if (entry.connect !== null) output.out(`Connect 连接: ${said(entry.connect)}`);
  if (entry.accuracy !== null)
    output.out(`Accuracy 精度: ${said(entry.accuracy)} (${entry.accuracy.source})`);
  if (entry.calibration !== null) {
    const { months, source } = entry.calibration;
    output.out(`Calibration 校准: every ${months} months 每 ${months} 个月 (${source})`);
  }
  output.out(`Simulator 模拟器: ${entry.simulator ? 'yes 有' : 'no 无'}`);
  for (const frame of golden) printFrame(found.value, frame, output);
}

const said = ({ zh, en }: Bilingual): string => `${en} ${zh}`;

function printFrame(
  device: Parameters<typeof decodeCapture>[0],
  { hex, source }: Golden,
  output: Output,
): void {
  output.out(`\n${hex === '' ? '(no bytes 无数据)' : hex}  (${source})`);
  const bytes = fromHex(hex);
  if (!bytes.ok) return;
  for (const line of decodeCapture(device, bytes.value).flatMap(decodedLines)) output.out(`  ${line}`);
}
