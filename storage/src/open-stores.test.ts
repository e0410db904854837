import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess, temporaryFolder } from '@tizhi/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadMasterKey } from './master-key.ts';
import { openRecords, openStores, openTelemetry } from './open-stores.ts';
import { CLASS, outcome, pupil, SCHOOL } from './record-samples.contract.ts';

let folder: ReturnType<typeof temporaryFolder>;
let dataDir: string;
beforeEach(() => {
  folder = temporaryFolder();
  dataDir = join(folder.path, 'data');
});
afterEach(() => folder.remove());

describe('opening both stores', () => {
  it('makes the data folder with its three files, and finds the data again', async () => {
    const first = await openStores({ dataDir });
    expect([first.telemetry.kind, first.records.kind]).toEqual(['sqlite', 'sqlite']);
    await first.records.roster.save(SCHOOL, [CLASS], [pupil(1)]);
    await first.close();
    expect(readdirSync(dataDir).sort()).toEqual(['master.key', 'records.db', 'telemetry.db']);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    const second = await openStores({ dataDir });
    expect(await second.records.roster.pupils(SCHOOL.school)).toEqual([pupil(1)]);
    await second.close();
  });

  it('takes InfluxDB where it is told to, before that answers', async () => {
    const stores = await openStores({ dataDir, influxUrl: 'http://127.0.0.1:1/tizhi' });
    expect(stores.telemetry.kind).toBe('influx');
    expect([await stores.telemetry.ping(), await stores.records.ping()]).toEqual([false, true]);
    await stores.close();
  });

  it('never makes a new master key for old records', async () => {
    await (await openStores({ dataDir })).close();
    rmSync(join(dataDir, 'master.key'));
    expect(await outcome(openStores({ dataDir }))).toBe('TIZHI_FILE_UNREADABLE');
    expect(readdirSync(dataDir)).not.toContain('master.key');
  });

  it('read-only makes nothing', async () => {
    expect(() => openTelemetry({ dataDir, readOnly: true })).toThrow('telemetry.db');
    expect(await outcome(openRecords({ dataDir, readOnly: true }))).toBe('TIZHI_FILE_UNREADABLE');
    expect(readdirSync(folder.path)).toEqual([]);
  });
});

describe('the master key', () => {
  const file = () => join(dataDir, 'master.key');

  it('is made once, for its owner only, and is the same ever after', () => {
    const key = loadMasterKey(file());
    expect(key).toHaveLength(32);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(loadMasterKey(file())).toEqual(key);
    expect(readdirSync(dataDir)).toEqual(['master.key']);
  });

  it('is not the same for two schools', () => {
    expect(loadMasterKey(file())).not.toEqual(loadMasterKey(join(folder.path, 'other.key')));
  });

  it('is one key where several processes start at the same moment', async () => {
    const script = `import { loadMasterKey } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
      console.log(Buffer.from(loadMasterKey(process.argv[1])).toString('hex'));`;
    const started = [1, 2, 3].map(() =>
      startProcess(process.execPath, ['--input-type=module', '--eval', script, file()]),
    );
    for (const one of started) expect(await one.ended).toBe(0);
    const kept = readFileSync(file(), 'utf8').trim();
    expect(new Set(started.map((one) => one.output().trim()))).toEqual(new Set([kept]));
  });

  it.each(['', 'abc', 'x'.repeat(64)])('that reads "%s" is refused and left alone', (text) => {
    writeFileSync(join(folder.path, 'bad.key'), text);
    expect(() => loadMasterKey(join(folder.path, 'bad.key'))).toThrow('hexadecimal');
    expect(readFileSync(join(folder.path, 'bad.key'), 'utf8')).toBe(text);
  });
});
