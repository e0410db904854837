import type { Command } from 'commander';
import type { Output } from '../output.ts';
import { runEdge } from '../run/edge.ts';
import { createLog } from '../run/logger.ts';
import { untilStopped } from '../run/until-stopped.ts';

/** `tizhi edge`: a gateway. */
export function addEdge(program: Command, output: Output): void {
  program
    .command('edge')
    .description('Run a gateway: devices to the outbox to the broker. 运行网关。')
    .requiredOption('-c, --config <file>', "the gateway's YAML file 网关配置文件")
    .option('--log-level <level>', 'fatal, error, warn, info, debug or silent 日志级别', 'info')
    .action(async (options: { config: string; logLevel: string }) => {
      const log = createLog(options.logLevel);
      const edge = await runEdge(options.config, log);
      output.out('Gateway is running. 网关运行中。');
      await untilStopped([edge], () => output.out('Stopping ... 正在停止……'));
    });
}
