import { TizhiError } from '@tizhi/contracts';
import { readYaml, startSimulatedDevice } from '@tizhi/edge-agent';
import { type DeviceDefinition, declareStation, findDefinition, StationSpec } from '@tizhi/firmware-adapters';
import type { Command } from 'commander';
import type { Output } from '../output.ts';
import { untilStopped } from '../run/until-stopped.ts';

interface Options {
  readonly port: string;
  readonly every: string;
  readonly seed: string;
  readonly spec?: string;
}

const COMMAND = 'tizhi simulate device';

/**
 * `tizhi simulate device ID --port PATH`: a device that is not there. Its frames, with synthetic values, go to a serial
 * port or a pseudo-terminal until Ctrl-C; a device that is polled answers. `--spec FILE` simulates a declared station.
 */
export function addSimulate(program: Command, output: Output): void {
  program
    .command('simulate')
    .description('Devices that are not there, for trying things out. 模拟设备。')
    .command('device')
    .description("Write a device's frames to a serial port. 向串口写入模拟数据。")
    .argument('[id]', 'a device of "tizhi decode --list" 设备编号')
    .requiredOption('--port <path>', 'a serial port, or one end of a pseudo-terminal 串口')
    .option('--spec <file>', 'a YAML file that declares the station 站点描述文件')
    .option('--every <ms>', 'a frame each so many milliseconds 间隔毫秒', '1000')
    .option('--seed <n>', 'the same seed says the same values 随机种子', '1')
    .action(async (id: string | undefined, options: Options) => {
      const definition = definitionOf(id, options.spec);
      if (definition.framing.kind === 'message' || definition.simulate === undefined) {
        throw usage(`${definition.id} does not speak on a serial line 该设备不使用串口`);
      }
      const device = await startSimulatedDevice({
        definition,
        path: options.port,
        everyMs: wholeNumber('--every', options.every, { from: 10, to: 3_600_000 }),
        seed: wholeNumber('--seed', options.seed, { from: 0, to: 4_294_967_295 }),
      }).catch((error: Error) => {
        throw new TizhiError('TIZHI_PORT_UNUSABLE', { path: options.port, reason: error.message });
      });
      output.out(`${definition.id} ${definition.name.zh} · ${definition.name.en} -> ${options.port}`);
      let stopping = false;
      const stopped = untilStopped([device], () => {
        stopping = true;
      });
      const gone = device.closed.then((reason) => {
        if (!stopping) throw new TizhiError('TIZHI_PORT_UNUSABLE', { path: options.port, reason });
        return stopped;
      });
      await Promise.race([stopped, gone]);
    });
}

function definitionOf(id: string | undefined, spec: string | undefined): DeviceDefinition {
  if (spec !== undefined) {
    const file = readYaml(spec, StationSpec);
    const declared = file.ok ? declareStation(file.value) : file;
    if (declared.ok) return declared.value;
    throw new TizhiError(declared.failure.code, declared.failure.params);
  }
  if (id === undefined) throw usage('name a device, or give its description with --spec');
  const found = findDefinition(id);
  if (found.ok) return found.value;
  throw new TizhiError(found.failure.code, found.failure.params);
}

function wholeNumber(
  option: string,
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= from && number <= to) return number;
  throw usage(`${option} takes a whole number from ${from} to ${to}, not "${text}"`);
}

const usage = (problem: string): TizhiError => new TizhiError('TIZHI_USAGE', { problem, command: COMMAND });
