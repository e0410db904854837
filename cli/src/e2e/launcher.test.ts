import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eventually, newPlace, type Place, startProcess, temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';

const BIN = join(import.meta.dirname, '../../bin');

/** `tizhi ...` as an older Node starts it: through a process that only launches the real one. */
const launch = (args: readonly string[], { httpPort, mqttPort, dataDir }: Place) => {
  const script = `import { launch } from ${JSON.stringify(pathToFileURL(join(BIN, 'launch.js')).href)};
    launch(process.execPath, ${JSON.stringify(join(BIN, 'tizhi.js'))}, ${JSON.stringify(args)});`;
  return startProcess(process.execPath, ['--input-type=module', '--eval', script], {
    env: { TIZHI_HTTP_PORT: `${httpPort}`, TIZHI_MQTT_PORT: `${mqttPort}`, TIZHI_DATA_DIR: dataDir },
  });
};

describe('tizhi launched by an older Node', { timeout: 60_000 }, () => {
  const folder = temporaryFolder();
  let place: Place;
  let n = 0;
  beforeEach(async () => {
    n += 1;
    place = await newPlace(join(folder.path, String(n)));
  });
  afterAll(() => folder.remove());

  const startBroker = async () => {
    const running = launch(['broker'], place);
    await eventually('the broker runs', async () => running.output().includes('Broker on'));
    return running;
  };
  const locked = () => existsSync(join(place.dataDir, 'broker.lock'));

  it('stops in order when its launcher is killed, and leaves the data folder free', async () => {
    const running = await startBroker();
    expect(locked()).toBe(true);
    await running.stop('SIGKILL');
    await eventually('the folder is free', async () => !locked());
    const next = await startBroker();
    expect(await next.stop('SIGTERM')).toBe(0);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops in order on %s, with exit code 0', async (signal) => {
    const running = await startBroker();
    expect(await running.stop(signal)).toBe(0);
    expect(running.output()).toContain('Stopping');
    expect(locked()).toBe(false);
  });

  it('ends by itself when a command is done, with its exit code', async () => {
    expect(await launch(['mosquitto-acl'], place).ended).toBe(0);
    expect(await launch(['decode'], place).ended).toBe(2);
  });
});
