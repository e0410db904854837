import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAuthority, issueServerCertificate } from '@tizhi/broker';
import { Acknowledgement } from '@tizhi/contracts';
import {
  eventually,
  newPlace,
  type Place,
  type RunningProcess,
  startTizhi,
  temporaryFolder,
  tizhi,
} from '@tizhi/testing';
import mqtt, { type IClientOptions } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSchoolProcess } from './school-process.ts';

/** Several processes start at once, perhaps on a busy machine. */
const SLOW_MS = 40_000;

let folder: ReturnType<typeof temporaryFolder>;
let place: Place;
const processes: RunningProcess[] = [];
const authority = createAuthority('test only', Date.now());
const at = (name: string): string => join(folder.path, name);

beforeEach(async () => {
  folder = temporaryFolder();
  const plain = await newPlace(at('data'));
  mkdirSync(plain.dataDir);
  const env = { TIZHI_MQTT_TLS_KEY_FILE: at('broker.key'), TIZHI_MQTT_TLS_CERT_FILE: at('broker.crt') };
  place = { ...plain, env };
  writeFileSync(at('ca.crt'), authority.cert);
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((running) => running.stop('SIGKILL')));
  folder.remove();
});

function serverCertificate(...hosts: [string, ...string[]]): void {
  const { cert, key } = issueServerCertificate(authority, hosts, Date.now());
  writeFileSync(at('broker.crt'), cert);
  writeFileSync(at('broker.key'), key);
}

/** Connects once and says how that went. */
function tryOnce(options: IClientOptions): Promise<string> {
  const client = mqtt.connect(`mqtts://127.0.0.1:${place.mqttPort}`, {
    ca: authority.cert,
    servername: 'tizhi.school.example',
    reconnectPeriod: 0,
    ...options,
  });
  return new Promise<string>((resolve) => {
    client.on('error', (error) => resolve(error.message));
    client.once('connect', () => resolve('connected'));
    client.once('close', () => resolve('closed'));
  }).finally(() => client.end(true));
}

describe('a school whose broker speaks TLS', () => {
  it('in one process hears a gateway with a certificate, admitted and revoked without a restart', async () => {
    serverCertificate('127.0.0.1');
    processes.push((await startSchoolProcess([], place)).process);
    await tizhi(['gateway', 'add', 'gym', '--certificate', '--out', folder.path], place);
    writeFileSync(
      at('edge.yaml'),
      `school: school
gateway: gym
broker: { url: "mqtts://127.0.0.1:${place.mqttPort}", ca: ca.crt, cert: gym.crt, key: gym.key }
sources: [{ kind: simulate, seed: 7, straps: { count: 3 } }]
`,
    );
    const edge = startTizhi(['edge', '--config', at('edge.yaml')], place);
    processes.push(edge);
    await eventually(
      'its samples are stored',
      async () => (await tizhi(['export', 'telemetry', '--format', 'csv'], place)).includes('strap-01'),
      SLOW_MS,
    );
    await tizhi(['gateway', 'revoke', 'gym'], place);
    await eventually('it is turned away', () => edge.output().includes('Not authorized'), SLOW_MS);
    expect(edge.output()).toContain('broker connected');
  }, 120_000);

  it('in three processes: ingest and api know their broker by the certificate file alone', async () => {
    serverCertificate('tizhi.school.example');
    const secret = /password: (\S+)/.exec(await tizhi(['gateway', 'add', 'gym'], place))?.[1] ?? '';
    const roles = ['broker', 'ingest', 'api'].map((role) => startTizhi([role], place));
    processes.push(...roles);
    const account = { username: 'school.gym', password: secret };
    await eventually(
      'the broker lets the gateway in',
      async () => (await tryOnce(account)) === 'connected',
      SLOW_MS,
    );

    const gym = mqtt.connect(`mqtts://127.0.0.1:${place.mqttPort}`, {
      ...account,
      ca: authority.cert,
      servername: 'tizhi.school.example',
    });
    try {
      const acks: Acknowledgement[] = [];
      gym.on('message', (_topic, text) => acks.push(Acknowledgement.parse(JSON.parse(text.toString()))));
      await gym.subscribeAsync('tizhi/1/school/gym/down/ack/+', { qos: 1 });
      const epoch = crypto.randomUUID();
      const envelope = { v: 1, epoch, seq: 1, first: 1, sentAt: Date.now(), body: 'a dead letter' };
      await eventually(
        'the inbox acknowledges',
        () => {
          gym.publish('tizhi/1/school/gym/up/result', JSON.stringify(envelope));
          return acks.some((ack) => ack.epoch === epoch && ack.seq === 1);
        },
        SLOW_MS,
      );
    } finally {
      gym.end(true);
    }
    await eventually('the api answers', () =>
      fetch(`http://127.0.0.1:${place.httpPort}/api/health`).then(
        (answer) => answer.ok,
        () => false,
      ),
    );
    expect(roles.map((role) => role.output()).join('\n')).not.toMatch(
      /TIZHI_BROKER_UNREACHABLE.*certificate/,
    );
  }, 120_000);

  it('turns a password away where certificates are required', async () => {
    serverCertificate('tizhi.school.example');
    const strict: Place = {
      ...place,
      env: { ...place.env, TIZHI_MQTT_REQUIRE_CLIENT_CERTIFICATE: 'true' },
    };
    const secret = /password: (\S+)/.exec(await tizhi(['gateway', 'add', 'gym'], strict))?.[1] ?? '';
    processes.push(startTizhi(['broker'], strict));
    const answer = await eventually('the broker answers', async () => {
      const said = await tryOnce({ username: 'school.gym', password: secret });
      return said.includes('ECONNREFUSED') ? undefined : said;
    });
    expect(answer).toContain('Not authorized');
  }, 60_000);
});
