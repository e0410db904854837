import type { Command } from 'commander';
import type { Logger } from 'pino';
import { loadSettings, type Settings } from '../config.ts';
import type { Output } from '../output.ts';
import { lockDataDir } from '../run/lock.ts';
import { createLog } from '../run/logger.ts';
import { makeFolder } from '../run/make-folder.ts';
import { openStoresOf, type Running, runApi, runBroker, runIngest } from '../run/roles.ts';
import { serviceLink } from '../run/service-link.ts';
import { stopAll, untilStopped } from '../run/until-stopped.ts';

type Start = (settings: Settings, log: Logger, parts: Running[]) => Promise<string>;

/** `tizhi broker`, `ingest`, `api`: each role as a process of its own. */
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
      const mqtt = serviceLink(settings);
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
      mqtt: serviceLink(settings),
      roles: ['api'],
      demo: false,
    });
    parts.push(api);
    return `Pages and API at ${api.url}`;
  });

  function role(name: string, description: string, start: Start): void {
    program
      .command(name)
      .description(description)
      .option('-c, --config <file>', 'settings file (default: tizhi.yaml if there is one) 配置文件')
      .action(async (options: { config?: string }) => {
        const settings = loadSettings({ file: options.config });
        makeFolder(settings.dataDir, 'TIZHI_DATA_DIR');
        const lock = lockDataDir(settings.dataDir, name);
        const parts: Running[] = [{ stop: async () => lock.release() }];
        try {
          output.out(await start(settings, createLog(settings.logLevel), parts));
        } catch (error) {
          await stopAll(parts);
          throw error;
        }
        await untilStopped(parts, () => output.out('Stopping ... 正在停止……'));
      });
  }
}
