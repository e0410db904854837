import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, eventually, type Mosquitto, startMosquitto, temporaryFolder } from '@tizhi/testing';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { attempts, type Connected, expectedDeliveries, observeDeliveries } from '../fixtures/acl-probe.ts';
import { CELLS, ROLES } from '../fixtures/acl-spec.ts';
import { ca, certificateOf, forgedCertificateOf, gatewayAuthority, tls } from '../fixtures/certificates.ts';
import type { Issued } from '../index.ts';
import { mosquittoAcl } from './mosquitto-acl.ts';

const root = join(import.meta.dirname, '../../..');
/** The block of a page that follows a line with this name. */
function block(page: string, name: string): string {
  const text = readFileSync(join(root, page), 'utf8');
  const after = text.slice(text.indexOf(`\`${name}\``));
  return /^```\w*\n([\s\S]*?)^```/m.exec(after)?.[1] ?? '';
}

describe('the access list for mosquitto', () => {
  it.each(['README.md', 'README.zh-CN.md', 'docs/external-broker.md'])('stands in %s as it is', (page) => {
    expect(block(page, 'tizhi.acl')).toBe(mosquittoAcl());
  });
});

describeWith(
  ['mosquitto'],
  'mosquitto with that list and the configuration of docs/external-broker.md',
  () => {
    const CONNECTED = Object.keys(ROLES).filter((name) => name !== 'nobody') as Connected[];
    const usernameOf = (role: string): string => role.replace('gateway ', '');
    const clients: MqttClient[] = [];
    let mosquitto: Mosquitto;

    beforeAll(async () => {
      const config = block('docs/external-broker.md', 'mosquitto.conf')
        .replaceAll(/^(listener|certfile|keyfile) .*\n/gm, '')
        .replaceAll('/etc/mosquitto', '{folder}');
      expect(config).toContain('acl_file {folder}/tizhi.acl');
      mosquitto = await startMosquitto({
        config,
        files: { 'tizhi.acl': block('docs/external-broker.md', 'tizhi.acl'), 'tizhi.passwd': passwords() },
      });
    });
    afterEach(() => {
      for (const client of clients.splice(0)) client.end(true);
    });
    afterAll(() => mosquitto.remove());

    function passwords(): string {
      const folder = temporaryFolder();
      const file = join(folder.path, 'tizhi.passwd');
      try {
        for (const [n, role] of CONNECTED.entries()) {
          const create = n === 0 ? ['-c'] : [];
          execFileSync('mosquitto_passwd', ['-b', ...create, file, usernameOf(role), 'right'], {
            stdio: 'ignore',
          });
        }
        return readFileSync(file, 'utf8');
      } finally {
        folder.remove();
      }
    }

    async function connect(role: string, options: IClientOptions = {}): Promise<MqttClient> {
      const client = mqtt.connect({
        host: '127.0.0.1',
        port: mosquitto.port,
        username: usernameOf(role),
        password: 'right',
        reconnectPeriod: 0,
        ...options,
      });
      clients.push(client);
      await new Promise<void>((resolve, reject) => {
        client.once('connect', () => resolve());
        client.once('error', reject);
      });
      return client;
    }

    it('carries every message that is allowed to everybody who may have it, and no other', async () => {
      const expected = expectedDeliveries(attempts);
      let seen = new Set<string>();
      seen = await observeDeliveries({
        roles: CONNECTED,
        connect,
        tried: attempts,
        settle: () => new Promise((resolve) => setTimeout(resolve, 500)),
      });
      await eventually('all arrive', () => seen.size >= expected.size);
      expect([...seen].sort()).toEqual([...expected].sort());
    }, 60_000);

    it('publishes a last will only where the gateway may publish: it has no rule of its own for wills', async () => {
      const cells = CELLS.filter(
        ({ verb, role, topic }) =>
          verb === 'publish' && role === 'gateway demo/gym' && /^tizhi\/1\/[\w/]+$/.test(topic),
      );
      const service = await connect('service');
      const seen = new Set<string>();
      service.on('message', (topic, payload) => {
        if (payload.toString() === 'will') seen.add(topic);
      });
      await service.subscribeAsync('tizhi/1/#', { qos: 1 });
      for (const { role, topic } of cells) {
        const will = { topic, payload: Buffer.from('will'), qos: 1 as const, retain: false };
        (await connect(role, { will })).stream.destroy();
      }
      const allowed = cells.filter((cell) => cell.allowed).map(({ topic }) => topic);
      await eventually('the wills', () => seen.size >= allowed.length);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect([...seen].sort()).toEqual(allowed.sort());
    });

    it('acknowledges what it denies: only the school’s own acknowledgement proves that a gateway is heard', async () => {
      const gym = await connect('gateway demo/gym');
      await gym.publishAsync('tizhi/1/demo/field/up/alert', 'forged', { qos: 1 });
      const [grant] = await gym.subscribeAsync('#', { qos: 1 });
      expect(grant?.qos).toBe(1);
    });

    it('lets nobody in without an account, or with a wrong password', async () => {
      await expect(connect('gateway demo/gym', { password: 'wrong' })).rejects.toThrow();
      await expect(connect('x', { username: '', password: '' } as IClientOptions)).rejects.toThrow();
    });
  },
);

describeWith(['mosquitto'], 'mosquitto with the certificates of `tizhi gateway add`', () => {
  it('takes the gateway for whom it was issued, and as that gateway only', async () => {
    const page = readFileSync(join(root, 'docs/external-broker.md'), 'utf8');
    const certificates = /^```text\n(cafile [\s\S]*?)^```/m.exec(page)?.[1] ?? '';
    const config = `${block('docs/external-broker.md', 'mosquitto.conf')}${certificates}`
      .replaceAll(/^(listener|password_file) .*\n/gm, '')
      .replaceAll('/etc/mosquitto', '{folder}');
    const mosquitto = await startMosquitto({
      config,
      files: {
        // Somebody must see what arrives: here the other gateway does.
        'tizhi.acl': `${mosquittoAcl()}user demo/field\ntopic read tizhi/1/demo/gym/up/+\n`,
        'broker.crt': tls.cert,
        'broker.key': tls.key,
        'gateway-ca.crt': gatewayAuthority.cert,
      },
    });
    const connect = (issued: Issued, name: string) =>
      mqtt.connectAsync(
        `mqtts://127.0.0.1:${mosquitto.port}`,
        { ca, ...issued, clientId: name, reconnectPeriod: 0 },
        false,
      );
    const clients: MqttClient[] = [];
    try {
      const gym = await connect(certificateOf('demo', 'gym'), 'one');
      clients.push(gym);
      const field = await connect(certificateOf('demo', 'field'), 'two');
      clients.push(field);
      const seen: string[] = [];
      field.on('message', (topic, payload) => seen.push(`${topic} ${payload}`));
      await field.subscribeAsync('tizhi/1/demo/gym/up/+', { qos: 1 });
      await field.publishAsync('tizhi/1/demo/gym/up/alert', 'forged', { qos: 1 });
      await gym.publishAsync('tizhi/1/demo/gym/up/alert', 'own', { qos: 1 });
      await eventually('it arrives', () => seen.length > 0);
      expect(seen).toEqual(['tizhi/1/demo/gym/up/alert own']);
      await expect(connect(forgedCertificateOf('demo', 'gym'), 'three')).rejects.toThrow();
    } finally {
      for (const client of clients) client.end(true);
      await mosquitto.remove();
    }
  });
});
