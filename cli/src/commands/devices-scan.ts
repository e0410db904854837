import { TizhiError } from '@tizhi/contracts';
import { adapterName, BleAdapter, type InTheAir, scanTheAir } from '@tizhi/edge-agent';
import type { Command } from 'commander';
import type { Output } from '../output.ts';

const MAX_SECONDS = 600;

/** `tizhi devices scan`: the Bluetooth devices in the air, and the definition that would read each. */
export function addDevicesScan(devices: Command, output: Output): void {
  devices
    .command('scan')
    .description('List the Bluetooth devices in the air. 列出附近的蓝牙设备。')
    .option('--adapter <adapter>', 'hci:0, uart:/dev/ttyACM0[@1000000] or dbus:hci0 蓝牙适配器', 'hci:0')
    .option('--seconds <n>', 'how long to listen 监听秒数', '10')
    .option('--json', 'one JSON object on one line 输出一行 JSON')
    .action(
      async (options: { readonly adapter: string; readonly seconds: string; readonly json?: boolean }) => {
        const adapter = adapterOf(options.adapter);
        const seconds = Number(options.seconds);
        if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_SECONDS) {
          throw usage(`--seconds takes a whole number from 1 to ${MAX_SECONDS}, not "${options.seconds}"`);
        }
        const found = await scanTheAir(adapter, seconds).catch((error: Error) => {
          throw new TizhiError('TIZHI_RADIO_UNUSABLE', {
            adapter: adapterName(adapter),
            reason: error.message,
          });
        });
        if (options.json) return output.out(JSON.stringify(found.map(plain)));
        for (const each of found) output.out(shown(each));
        output.out(`${found.length} devices 台设备`);
      },
    );
}

const usage = (problem: string): TizhiError =>
  new TizhiError('TIZHI_USAGE', { problem, command: 'tizhi devices scan' });

/** `hci:0`, `uart:PORT@RATE`, `dbus:hci0`. */
function adapterOf(text: string): BleAdapter {
  const [, kind, rest = ''] = /^(hci|uart|dbus):(.+)$/.exec(text) ?? [];
  const [, port = rest, rate] = /^(.+)@(\d+)$/.exec(rest) ?? [];
  const said =
    kind === 'uart'
      ? { kind, port, ...(rate === undefined ? {} : { baudRate: Number(rate) }) }
      : { kind, device: kind === 'hci' ? Number(rest) : rest };
  const adapter = BleAdapter.safeParse(said);
  if (!adapter.success) throw usage(`"${text}" is no adapter: say hci:0, uart:/dev/ttyACM0 or dbus:hci0`);
  return adapter.data;
}

const plain = ({ definitions, ...rest }: InTheAir) => ({
  ...rest,
  definitions: definitions.map(({ id }) => id),
});

function shown({ name, address, rssi, services, definitions }: InTheAir): string {
  const read = definitions.map(({ id, name: { zh, en } }) => `${id} ${zh} · ${en}`).join('; ');
  return [
    `${name ?? '(no name 无名称)'}  ${address ?? '(no address 无地址)'}  ${rssi ?? '?'} dBm`,
    ...(services.length === 0 ? [] : [`  services 服务: ${services.join(', ')}`]),
    `  read by 可用定义: ${read === '' ? 'none 无' : read}`,
  ].join('\n');
}
