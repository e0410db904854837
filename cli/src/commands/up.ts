import type { Command } from 'commander';
import { loadSettings } from '../config.ts';
import type { Output } from '../output.ts';
import { createLog } from '../run/logger.ts';
import { startSchool } from '../run/school.ts';
import { untilStopped } from '../run/until-stopped.ts';

/** `tizhi up`: broker, ingest, api (and an edge agent) in one process. */
export function addUp(program: Command, output: Output): void {
  program
    .command('up')
    .description('Run a school server in one process: broker, ingest, api, pages. 在一个进程中运行整套系统。')
    .option('--demo', 'run the DEMO school with synthetic pupils and simulated devices 运行演示学校')
    .option('-c, --config <file>', 'settings file (default: tizhi.yaml if there is one) 配置文件')
    .action(async (options: { demo?: boolean; config?: string }) => {
      const settings = loadSettings({ file: options.config });
      const log = createLog(settings.logLevel);
      const school = await startSchool({ settings, log, demo: options.demo === true });
      for (const line of school.welcome) output.out(line);
      await untilStopped([school], () => output.out('Stopping ... 正在停止……'));
      output.out('Stopped. All data are kept. 已停止，数据已保存。');
    });
}
