import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TizhiError } from '@tizhi/contracts';
import { buildDashboards, dashboardFile, type InfluxAccess, pushToGrafana } from '@tizhi/grafana';
import { type Command, Option } from 'commander';
import type { Output } from '../output.ts';

interface PushOptions {
  readonly url: string;
  readonly token: string;
  readonly influxUrl: string;
  readonly database?: string;
  readonly influxUser?: string;
  readonly influxPassword?: string;
  readonly renewPassword?: boolean;
}

/** `tizhi grafana build` and `tizhi grafana push`. */
export function addGrafana(program: Command, output: Output): void {
  const grafana = program.command('grafana').description('Dashboards for Grafana. Grafana 仪表盘。');

  grafana
    .command('build')
    .description('Write the dashboards as JSON files. 将仪表盘写为 JSON 文件。')
    .option('--out <dir>', 'folder to write into 输出文件夹', 'grafana-dashboards')
    .action(({ out }: { out: string }) => {
      for (const dashboard of buildDashboards()) {
        const { name, text } = dashboardFile(dashboard);
        const file = join(out, name);
        try {
          mkdirSync(out, { recursive: true });
          writeFileSync(file, text);
        } catch (error) {
          const problem = error instanceof Error ? error.message : String(error);
          throw new TizhiError('TIZHI_USAGE', { problem, command: 'tizhi grafana build' }, { cause: error });
        }
        output.out(file);
      }
    });

  grafana
    .command('push')
    .description(
      'Put folder, data source and dashboards into a Grafana; again changes nothing. 推送到 Grafana，可重复执行。',
    )
    .requiredOption('--url <url>', 'address of Grafana 地址')
    .addOption(
      new Option('--token <token>', 'service account token, role Admin 服务账号令牌')
        .env('TIZHI_GRAFANA_TOKEN')
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--influx-url <url>', 'InfluxDB as Grafana reaches it, may name the database 数据库地址')
        .env('TIZHI_INFLUX_URL')
        .makeOptionMandatory(),
    )
    .option('--database <name>', 'database, when the URL does not name it 数据库名')
    .option('--influx-user <name>', 'a user that may read 只读用户')
    .addOption(
      new Option('--influx-password <password>', 'the password of that user 密码').env(
        'TIZHI_GRAFANA_INFLUX_PASSWORD',
      ),
    )
    .option('--renew-password', 'write the password even where Grafana has one 重写密码')
    .action(async (options: PushOptions) => {
      const report = await pushToGrafana({
        url: httpUrl(options.url, '--url').href,
        token: options.token,
        influx: influxAccess(options),
      });
      output.out(`folder 文件夹: ${report.folder}`);
      output.out(`data source 数据源: ${report.dataSource}`);
      for (const { uid, change } of report.dashboards) output.out(`dashboard 仪表盘 ${uid}: ${change}`);
    });
}

/** `http://user:password@host:8086/database`, the form of TIZHI_INFLUX_URL, taken apart; options win. */
function influxAccess(options: PushOptions): InfluxAccess {
  const url = httpUrl(options.influxUrl, '--influx-url');
  const database = options.database ?? decodeURIComponent(url.pathname.replace(/^\//, ''));
  if (database === '') throw usage('the InfluxDB URL names no database: add it or use --database');
  const user = options.influxUser ?? decodeURIComponent(url.username);
  const password = options.influxPassword ?? decodeURIComponent(url.password);
  return {
    url: url.origin,
    database,
    ...(user === '' ? {} : { user }),
    ...(password === '' ? {} : { password }),
    renewPassword: options.renewPassword ?? false,
  };
}

function httpUrl(text: string, option: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw usage(`${option} needs an http or https address such as http://127.0.0.1:3000`);
  }
  return url;
}

const usage = (problem: string): TizhiError =>
  new TizhiError('TIZHI_USAGE', { problem, command: 'tizhi grafana push' });
