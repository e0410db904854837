import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mosquittoAcl } from '@tizhi/broker';
import {
  describeWith,
  eventually,
  type Mosquitto,
  newPlace,
  type Place,
  type RunningProcess,
  startMosquitto,
  startTizhi,
  temporaryFolder,
  tizhi,
} from '@tizhi/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSchoolProcess } from './school-process.ts';

describeWith(['mosquitto'], 'a school whose broker is mosquitto', () => {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder.path, name);
  const processes: RunningProcess[] = [];
  let mosquitto: Mosquitto;
  let place: Place;

  beforeAll(async () => {
    for (const [n, name] of ['service', 'school/gym'].entries()) {
      execFileSync('mosquitto_passwd', ['-b', ...(n === 0 ? ['-c'] : []), at('passwords'), name, 'right'], {
        stdio: 'ignore',
      });
    }
    mosquitto = await startMosquitto({
      config: 'allow_anonymous false\npassword_file {folder}/passwords\nacl_file {folder}/acl\n',
      files: { acl: mosquittoAcl(), passwords: readFileSync(at('passwords'), 'utf8') },
    });
    mkdirSync(at('edge'));
    const url = `mqtt://127.0.0.1:${mosquitto.port}`;
    writeFileSync(
      at('edge/edge.yaml'),
      `school: school
gateway: gym
broker: { url: "${url}", username: school/gym, password: right }
sources: [{ kind: simulate, seed: 7, straps: { count: 3 } }]
`,
    );
    const env = { TIZHI_MQTT_URL: url, TIZHI_MQTT_PASSWORD: 'right' };
    place = { ...(await newPlace(at('data'))), env };
  });
  afterAll(async () => {
    await Promise.all(processes.map((running) => running.stop('SIGKILL')));
    await mosquitto.remove();
    folder.remove();
  });

  it('stores what a gateway hears, starts no broker of its own, and goes on when mosquitto was gone', async () => {
    const school = await startSchoolProcess([], place);
    processes.push(school.process);
    expect(school.process.output()).toContain('another broker');
    const health = await fetch(`${school.url}/api/health`).then((answer) => answer.json());
    expect(health).toMatchObject({ roles: ['ingest', 'api'] });

    processes.push(startTizhi(['edge', '--config', at('edge/edge.yaml')], place));
    const stored = async (): Promise<number> =>
      (await tizhi(['export', 'telemetry', '--format', 'csv'], place)).split('\n').length;
    await eventually('samples are stored', async () => (await stored()) > 4, 40_000);
    await mosquitto.stop('SIGKILL');
    const before = await stored();
    await mosquitto.restart();
    await eventually('more samples are stored', async () => (await stored()) > before + 10, 40_000);
  }, 120_000);
});
