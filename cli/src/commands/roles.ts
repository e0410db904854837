import { mkdirSync } from 'node:fs';
import type { Command } from 'commander';
import { type Logger, pino } from 'pino';
import { loadSettings, type Settings } from '../config.ts';
import type { Output } from '../output.ts';
import { lockDataDir } from '../run/lock.ts';
import {
  openStoresOf,
  type Running,
  runApi,
  runBroker,
  runEdge,
  runIngest,
  serviceLink,
} from '../run/roles.ts';
import { stopAll, untilStopped } from '../run/until-stopped.ts';

type Start = (settings: Settings, log: Logger, parts: Running[]) => Promise<string>;

/** `tizhi broker`, `ingest`, `api`, `edge`: each role as a process of its own. */
export function addRoles(program: Command, output: Output): void {
  role('broker', 'Run the MQTT broker alone. 单独运行消息服务器。', async (settings, log, parts) => {
    const broker = await runBroker({ settings, log });
    parts.push(broker);
    return `Broker on ${settings.mqttHost}:${broker.port}`;
  });

  role(
    'ingest',
    'Run the inbox alone: MQTT to the stores. 单独运行数据接收。',
    async (settings, log, parts) => {
      const stores = await openStoresOf({ settings, log });
      parts.push({ stop: () => stores.close() });
      const mqtt = await serviceLink(settings);
      parts.push(await runIngest({ settings, log, stores, mqtt }));
      return `Ingest from ${mqtt.url}`;
    },
  );

  role('api', 'Run the API and the pages alone. 单独运行网页与接口。', async (settings, log, parts) => {
    const stores = await openStoresOf({ settings, log });
    parts.push({ stop: () => stores.close() });
    const api = await runApi({
      settings,
      log,
      stores,
      mqtt: await serviceLink(settings),
      roles: ['api'],
      demo: false,
    });
    parts.push(api);
    return `Pages and API at ${api.url}`;
  });

  program
    .command('edge')
    .description('Run a gateway: devices to the outbox to the broker. 运行网关。')
    .requiredOption('-c, --config <file>', "the gateway's YAML file 网关配置文件")
    .option('--log-level <level>', 'fatal, error, warn, info, debug or silent 日志级别', 'info')
    .action(async (options: { config: string; logLevel: string }) => {
      const edge = await runEdge(options.config, loggerOf(options.logLevel));
      output.out('Gateway is running. 网关运行中。');
      await untilStopped([edge], () => output.out('Stopping ... 正在停止……'));
    });

  function role(name: string, description: string, start: Start): void {
    program
      .command(name)
      .description(description)
      .option('-c, --config <file>', 'settings file (default: tizhi.yaml if there is one) 配置文件')
      .action(async (options: { config?: string }) => {
        const settings = loadSettings({ file: options.config });
        mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
        const lock = lockDataDir(settings.dataDir, name);
        const parts: Running[] = [{ stop: async () => lock.release() }];
        try {
          output.out(await start(settings, loggerOf(settings.logLevel), parts));
        } catch (error) {
          await stopAll(parts);
          throw error;
        }
        await untilStopped(parts, () => output.out('Stopping ... 正在停止……'));
      });
  }
}

const loggerOf = (level: string): Logger => pino({ level }, pino.destination({ dest: 2, sync: true }));
