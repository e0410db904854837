import { existsSync } from 'node:fs';
import { GatewayId, TizhiError } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { Logger } from 'pino';
import { dataFiles, type Settings } from '../config.ts';
import { seedDemoCare } from '../demo/care.ts';
import { writeDemoEdgeConfig } from '../demo/edge-config.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD, DEMO_SCHOOL } from '../demo/people.ts';
import { renewDemoDisplay } from '../demo/plans.ts';
import { keepLessonRunning, seedDemo } from '../demo/seed.ts';
import { runEdge } from './edge.ts';
import { lockDataDir } from './lock.ts';
import { makeFolder } from './make-folder.ts';
import { openStoresOf, type RoleName, type Running, runApi, runBroker, runIngest } from './roles.ts';
import { schoolNameOf } from './school-name.ts';
import { admitGateway } from './secrets.ts';
import { serviceLink } from './service-link.ts';
import { stopAll } from './until-stopped.ts';

export interface School extends Running {
  /** Where the pages are. */
  readonly url: string;
  /** Lines to print once everything runs. */
  readonly welcome: readonly string[];
}

/**
 * Starts a whole school in this process. In the demo: synthetic people, a lesson in progress, and one
 * edge agent with simulated straps and stations whose bytes take the same way as real ones.
 * What was started is stopped again when a later part cannot start.
 */
export async function startSchool(context: {
  readonly settings: Settings;
  readonly log: Logger;
  readonly demo: boolean;
}): Promise<School> {
  const settings = context.demo ? demoSettings(context.settings) : context.settings;
  const { log, demo } = context;
  refuseSamePort(settings);
  makeFolder(settings.dataDir, 'TIZHI_DATA_DIR');
  const lock = lockDataDir(settings.dataDir, 'up');
  const parts: Running[] = [{ stop: async () => lock.release() }];
  try {
    const existed = existsSync(dataFiles(settings.dataDir).records);
    const stores = await openStoresOf({ settings, log });
    parts.push({ stop: () => stores.close() });
    await refuseMixing(stores.records, { settings, demo, existed });
    const wallToken = demo ? await seedDemoSchool(stores.records) : undefined;

    const gatewaySecret = demo
      ? await admitGateway({
          dataDir: settings.dataDir,
          address: { school: settings.school, gateway: DEMO_GATEWAY },
          replace: true,
        })
      : undefined;
    // Another broker that is named takes the place of ours.
    const broker = settings.mqttUrl === undefined ? await runBroker({ settings, log }) : undefined;
    if (broker !== undefined) parts.push(broker);
    const mqtt = serviceLink(settings, broker);
    parts.push(await runIngest({ settings, log, stores, mqtt }));
    const edgeFile =
      gatewaySecret === undefined
        ? settings.edgeConfig
        : writeDemoEdgeConfig({
            settings,
            gateway: DEMO_GATEWAY,
            secret: gatewaySecret,
            mqttUrl: mqtt.url,
          });
    const roles: RoleName[] = [
      ...(broker === undefined ? [] : ['broker' as const]),
      'ingest',
      'api',
      ...(edgeFile === undefined ? [] : ['edge' as const]),
    ];
    const api = await runApi({ settings, log, stores, mqtt, roles, demo });
    parts.push(api);
    if (edgeFile !== undefined) parts.push(await runEdge(edgeFile, log));
    if (demo) parts.push(keepLessonRunning(stores.records, log));
    return {
      url: api.url,
      welcome: welcome({
        settings,
        name: await schoolNameOf(stores.records, settings),
        url: api.url,
        mqtt: mqttShown(settings, broker),
        demo,
        wallToken,
      }),
      stop: () => stopAll(parts.splice(0)),
    };
  } catch (error) {
    await stopAll(parts).catch((problem: unknown) => log.error({ problem }, 'could not stop a part'));
    throw error;
  }
}

/** The demo's people, lesson and everything behind them; gives the token of its wall display. */
async function seedDemoSchool(records: RecordStore): Promise<string> {
  const now = Date.now();
  await seedDemo(records, now);
  await seedDemoCare(records, now);
  return renewDemoDisplay(records, now);
}

/** Said before either of them is open: the second would blame another program. */
function refuseSamePort({ httpPort, mqttPort, mqttUrl }: Settings): void {
  if (mqttUrl !== undefined || httpPort === 0 || httpPort !== mqttPort) return;
  throw new TizhiError('TIZHI_SETTING_INVALID', {
    setting: 'TIZHI_HTTP_PORT',
    value: httpPort,
    problem: 'TIZHI_MQTT_PORT is the same',
    problemZh: '与 TIZHI_MQTT_PORT 相同',
    fix: 'Pages and broker need a port each: set one of the two to another.',
    fixZh: '网页和消息服务器各需一个端口：请修改其中一个。',
  });
}

const DEMO_GATEWAY = GatewayId.parse('demo-gym');

/** The demo's accounts have a printed password: it never runs on a real school's data, nor a school on its. */
async function refuseMixing(
  records: RecordStore,
  { settings, demo, existed }: { settings: Settings; demo: boolean; existed: boolean },
): Promise<void> {
  const isDemo = (await records.roster.school(DEMO_SCHOOL.school)) !== undefined;
  if (!existed || isDemo === demo) return;
  throw new TizhiError('TIZHI_SETTING_INVALID', {
    setting: 'TIZHI_DATA_DIR',
    value: settings.dataDir,
    problem: isDemo ? 'this folder holds the DEMO school' : "this folder holds a real school's data",
    problemZh: isDemo ? '此文件夹中是演示学校' : '此文件夹中是真实学校的数据',
    fixZh: isDemo ? '请为真实学校另选文件夹。' : '请为演示另选文件夹。',
    fix: isDemo ? 'Choose another folder for the real school.' : 'Choose another folder for the demo.',
  });
}

/** The demo is its own school, and neither its pages, its broker nor its people leave this machine: plain, its own. */
const demoSettings = (settings: Settings): Settings => ({
  ...settings,
  postgresUrl: undefined,
  mqttUrl: undefined,
  mqttTlsKeyFile: undefined,
  mqttTlsCertFile: undefined,
  mqttRequireClientCertificate: false,
  school: DEMO_SCHOOL.school,
  schoolName: DEMO_SCHOOL.name,
  httpHost: '127.0.0.1',
  mqttHost: '127.0.0.1',
});

/** Where gateways find the broker. A broker's address may hold a password: only its host is shown. */
function mqttShown(settings: Settings, broker: { readonly port: number } | undefined): string {
  if (broker === undefined) return `${new URL(settings.mqttUrl ?? '').host} (another broker 其他消息服务器)`;
  return `${settings.mqttHost}:${broker.port}${settings.mqttTlsCertFile === undefined ? '' : ' (TLS)'}`;
}

function databasesOf({ influxUrl, postgresUrl }: Settings): string {
  const others = [
    ...(postgresUrl === undefined ? [] : ['PostgreSQL']),
    ...(influxUrl === undefined ? [] : ['InfluxDB']),
  ];
  return others.length === 0 ? ' (SQLite)' : ` + ${others.join(' + ')}`;
}

function welcome(context: {
  readonly settings: Settings;
  readonly name: string;
  readonly url: string;
  readonly mqtt: string;
  readonly demo: boolean;
  readonly wallToken: string | undefined;
}): string[] {
  const { settings, name, url, mqtt, demo, wallToken } = context;
  const accounts = DEMO_ACCOUNTS.map(
    ({ username, displayName }) => `    ${username.padEnd(8)} ${DEMO_PASSWORD}   ${displayName}`,
  );
  return [
    '',
    demo
      ? '  Tizhi 体质 · DEMO 演示: every person and device here is synthetic 人员与设备均为虚构'
      : `  Tizhi 体质 · ${name}`,
    '',
    `  Pages 页面          ${url}/`,
    `  Live lesson 课堂    ${url}/`,
    `  Results 成绩        ${url}/results`,
    ...(wallToken === undefined ? [] : [`  Wall 展示屏         ${url}/wall#${wallToken}`]),
    `  API docs 接口文档   ${url}/api/docs`,
    `  School id 学校标识  ${settings.school} (TIZHI_SCHOOL)`,
    `  MQTT                ${mqtt}`,
    `  Data 数据           ${settings.dataDir}${databasesOf(settings)}`,
    '',
    ...(demo ? ['  Demo accounts 演示账号', ...accounts, ''] : []),
    '  Ctrl-C stops; the next start goes on with these data. 按 Ctrl-C 停止，下次启动数据仍在。',
    '',
  ];
}
