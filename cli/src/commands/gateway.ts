import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Address, GatewayId, TizhiError } from '@tizhi/contracts';
import type { Command } from 'commander';
import { loadSettings, type Settings } from '../config.ts';
import type { Output } from '../output.ts';
import { brokerAddress } from '../run/broker-address.ts';
import { makeFolder } from '../run/make-folder.ts';
import {
  admitGateway,
  certifyGateway,
  gatewayUsername,
  readClients,
  revokeGateway,
  writeWhole,
} from '../run/secrets.ts';

interface AddOptions {
  readonly config?: string;
  readonly certificate?: boolean;
  readonly out: string;
  readonly replace?: boolean;
}

/** `tizhi gateway add | list | revoke`: which gateways the broker lets in. */
export function addGateway(program: Command, output: Output): void {
  const gateway = program.command('gateway').description('Manage gateways. 管理网关。');

  gateway
    .command('add <gateway>')
    .description('Admit a gateway at the broker and print its secret once. 登记网关并显示一次密钥。')
    .option('--certificate', 'give it a certificate instead of a password 颁发证书，代替密码')
    .option('--out <folder>', 'where certificate and key are written 证书和私钥的输出文件夹', '.')
    .option('--replace', 'replace the password or certificate files that are there 替换已有的密码或证书文件')
    .option('-c, --config <file>', 'settings file 配置文件')
    .action(async (name: string, options: AddOptions) => {
      const { settings, address } = at(name, options);
      const lines = await (options.certificate === true
        ? certificateLines(settings, address, options)
        : passwordLines(settings, address, options));
      output.out(
        "Put this into the gateway's YAML file. A running broker knows it within two seconds. " +
          '写入网关配置文件；运行中的消息服务器两秒内生效。',
      );
      output.out(`school: ${address.school}\ngateway: ${address.gateway}`);
      for (const line of lines) output.out(line);
    });

  gateway
    .command('list')
    .description('List the gateways that may come in. 列出已登记的网关。')
    .option('-c, --config <file>', 'settings file 配置文件')
    .action((options: { config?: string }) => {
      const settings = loadSettings({ file: options.config });
      for (const { role, passwordHash, certificates = [] } of readClients(settings.dataDir)) {
        if (role.kind !== 'gateway' || role.school !== settings.school) continue;
        const by = [
          ...(passwordHash === undefined ? [] : ['password 密码']),
          ...(certificates.length === 0 ? [] : [`certificates 证书: ${certificates.length}`]),
        ];
        output.out(`${role.gateway}  ${by.join(', ')}`);
      }
    });

  gateway
    .command('revoke <gateway>')
    .description(
      'Take away its account and certificates; ends its connection. 吊销网关的账号和证书并断开连接。',
    )
    .option('-c, --config <file>', 'settings file 配置文件')
    .action((name: string, options: { config?: string }) => {
      const { settings, address } = at(name, options);
      revokeGateway(settings.dataDir, address);
      output.out(
        `${address.gateway} is revoked. A running broker ends its connection within two seconds. ` +
          '已吊销；运行中的消息服务器两秒内断开其连接。',
      );
    });
}

async function passwordLines(
  settings: Settings,
  address: Address,
  { replace = false }: AddOptions,
): Promise<string[]> {
  const { dataDir } = settings;
  const secret = await admitGateway({ dataDir, address, replace });
  const username = gatewayUsername(address.school, address.gateway);
  const { url, notes } = brokerAddress(settings, { certified: false });
  return [`broker:\n  url: ${url}\n  username: ${username}\n  password: ${secret}`, ...notes];
}

function certificateLines(
  settings: Settings,
  address: Address,
  { out: folder, replace }: AddOptions,
): string[] {
  makeFolder(folder, '--out');
  const [cert, key] = ['crt', 'key'].map((ending) => `${address.gateway}.${ending}`) as [string, string];
  const there = [cert, key].find((file) => existsSync(join(folder, file)));
  if (there !== undefined && replace !== true) {
    throw new TizhiError('TIZHI_WOULD_REPLACE', {
      what: `There is a file ${join(folder, there)} already`,
      whatZh: `已有文件 ${join(folder, there)}`,
      consequence:
        'certificate and key are overwritten; the older certificate goes on to be valid (tizhi gateway revoke ends it)',
      consequenceZh: '证书和私钥会被覆盖；旧证书仍然有效（用 tizhi gateway revoke 吊销）',
    });
  }
  const issued = certifyGateway(settings.dataDir, address);
  writeWhole(join(folder, cert), issued.cert);
  writeWhole(join(folder, key), issued.key);
  const plain = settings.mqttTlsCertFile === undefined && settings.mqttUrl === undefined;
  const { url, notes } = brokerAddress(settings, { certified: true });
  return [
    `broker:\n  url: ${url}\n  cert: ${cert}\n  key: ${key}`,
    `# ${join(folder, cert)}, ${join(folder, key)}: copy both to the gateway, then delete the key here. 请复制到网关，然后删除此处的私钥。`,
    ...(plain
      ? [
          '# The broker needs TLS for this: set mqttTlsKeyFile and mqttTlsCertFile. 需要为消息服务器启用 TLS。',
        ]
      : []),
    ...notes,
  ];
}

function at(name: string, options: { readonly config?: string }): { settings: Settings; address: Address } {
  const settings = loadSettings({ file: options.config });
  const gateway = GatewayId.safeParse(name);
  if (!gateway.success) {
    throw new TizhiError('TIZHI_USAGE', {
      problem: `"${name}" cannot be a gateway id: ${gateway.error.issues[0]?.message}`,
      command: 'tizhi gateway',
    });
  }
  makeFolder(settings.dataDir, 'TIZHI_DATA_DIR');
  return { settings, address: { school: settings.school, gateway: gateway.data } };
}
