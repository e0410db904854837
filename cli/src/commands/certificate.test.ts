import { hash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ClassId,
  chainNext,
  chainStart,
  DeviceId,
  Epoch,
  GatewayId,
  type HeartRateSample,
  LessonId,
  type OtherReading,
  SchoolId,
  type Sha256,
  SignedCertificate,
  SubjectId,
  toHeartRateBlock,
  toReadingBlock,
} from '@tizhi/contracts';
import { openStores, type Stores } from '@tizhi/storage';
import { temporaryFolder } from '@tizhi/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../main.ts';

const sha256: Sha256 = (data) => hash('sha256', data, 'hex');
const SCHOOL = SchoolId.parse('school-1');
const GATEWAY = GatewayId.parse('gym');
const CLASS = ClassId.parse('g8c1');
const LESSON = LessonId.parse('lesson-1');
const START = Date.parse('2025-09-08T08:00:00+08:00');
const MINUTES = 5;
const SECONDS = MINUTES * 60;
const strap = (n: number) => DeviceId.parse(`strap-0${n}`);

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(async () => {
  folder = temporaryFolder();
  const dataDir = join(folder.path, 'data');
  file = join(folder.path, 'certificate.json');
  vi.stubEnv('TIZHI_DATA_DIR', dataDir);
  vi.stubEnv('TIZHI_INFLUX_URL', '');
  vi.stubEnv('TIZHI_SCHOOL', SCHOOL);
  const stores = await openStores({ dataDir });
  await teach(stores);
  await stores.close();
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

/** One reading a second of one strap, every tenth without contact. */
const reading = (device: DeviceId, second: number): HeartRateSample => ({
  device,
  at: START + second * 1_000,
  n: second + 1,
  deviceAt: null,
  bpm: 120,
  contact: second % 10 === 0 ? 'lost' : 'detected',
  energyKj: null,
  rrMs: [],
  confidence: 1,
  doubt: second % 10 === 0 ? 'no_contact' : null,
});

/** A lesson of three straps: the first is whole, the second lost four readings, the third was off for a while. */
async function teach({ records, telemetry }: Stores): Promise<void> {
  await records.roster.save(
    { school: SCHOOL, name: '合成学校' },
    [{ class: CLASS, school: SCHOOL, name: '合成班', grade: '8' }],
    [],
  );
  await records.lessons.save({
    lesson: LESSON,
    school: SCHOOL,
    class: CLASS,
    startedAt: START,
    plannedEndAt: START + SECONDS * 1_000,
    endedAt: START + SECONDS * 1_000,
  });
  await records.lessons.bind(
    LESSON,
    [1, 2, 3].map((n) => ({ device: strap(n), subject: SubjectId.parse(`s-0${n}`), from: START, to: null })),
  );
  const key = {
    school: SCHOOL,
    gateway: GATEWAY,
    epoch: Epoch.parse(crypto.randomUUID()),
    lane: 'telemetry' as const,
  };
  let chain = chainStart(sha256, key);
  for (let minute = 0; minute <= MINUTES; minute += 1) {
    const seconds = Array.from({ length: 60 }, (_, n) => minute * 60 + n);
    const samples = seconds.flatMap((second) => [
      reading(strap(1), second),
      ...(second >= 70 && second < 74 ? [] : [reading(strap(2), second)]),
      ...(second >= 120 && second < 200
        ? []
        : [{ ...reading(strap(3), second), n: second < 120 ? second + 1 : second - 79 }]),
    ]);
    const body = { kind: 'telemetry' as const, blocks: [toHeartRateBlock(samples)] };
    const [prev, seq] = [chain, minute + 1];
    const bodyHash = sha256(JSON.stringify(body));
    chain = chainNext(sha256, { prev, seq, bodyHash });
    await telemetry.write([
      { school: SCHOOL, gateway: GATEWAY, clock: { skewMs: -90_000, shiftMs: 0, errorMs: 9 }, body },
    ]);
    const times = samples.map(({ at }) => at);
    const [firstAt, lastAt] = [Math.min(...times), Math.max(...times)];
    const hashes = Buffer.from(bodyHash, 'hex');
    await records.inbox.commit({
      attempts: [],
      alerts: [],
      deadLetters: [],
      gaps: [],
      marks: [{ ...key, after: minute, seq, chain }],
      segments: [
        {
          ...key,
          fromSeq: seq,
          toSeq: seq,
          prev,
          chain,
          hashes,
          rows: samples.length,
          firstAt,
          lastAt,
          at: lastAt,
        },
      ],
    });
  }
}

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(args, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
const issued = async (): Promise<SignedCertificate> => {
  expect((await run('certificate', LESSON, '--out', file)).code).toBe(0);
  return SignedCertificate.parse(JSON.parse(readFileSync(file, 'utf8')));
};
const lineOf = (text: string, start: string) => text.split('\n').find((line) => line.startsWith(start)) ?? '';

describe('tizhi certificate', () => {
  it('prints a page in both languages: a bar of the minutes and the numbers of each device', async () => {
    const { code, out } = await run('certificate', LESSON);
    expect(code).toBe(0);
    expect(lineOf(out, '结论')).toContain('有缺失');
    expect(lineOf(out, '结论')).toContain('Missing: some readings');
    expect(lineOf(out, 'strap-01')).toMatch(/^strap-01 +s-01 +\[█████\] +300 +300 +30 +0$/);
    expect(lineOf(out, 'strap-02')).toMatch(/^strap-02 +s-02 +\[█×███\] +300 +296 +29 +4$/);
    expect(lineOf(out, 'strap-03')).toMatch(/^strap-03 +s-03 +\[██·██\] +220 +220 +22 +0$/);
    expect(lineOf(out, '合计')).toMatch(/820 +816 +81 +4$/);
    expect(out).toMatch(/缺失 missing .*–.* 4 {2}\(gym\)/);
    expect(out).toMatch(/无信号 nothing heard/);
    expect(existsSync(file)).toBe(false);
  });

  it('writes the certificate for its owner only, or prints it as one line of JSON', async () => {
    const signed = await issued();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(signed.certificate).toMatchObject({ lesson: LESSON, verdict: 'missing', totals: { missing: 4 } });
    const { out } = await run('certificate', LESSON, '--json');
    expect(SignedCertificate.parse(JSON.parse(out)).publicKey).toBe(signed.publicKey);
    expect((await run('certificate', 'key')).out).toBe(signed.publicKey);
  });

  it('lists the last lessons where none is named, and says where one is unknown', async () => {
    expect((await run('certificate')).out).toContain(LESSON);
    for (const name of ['nothing', 'Not An Id']) {
      const { code, err } = await run('certificate', name);
      expect([code, err.includes('TIZHI_NOT_FOUND'), err.includes(name)]).toEqual([1, true, true]);
    }
  });
});

describe('tizhi certificate verify', () => {
  it('needs no store: the file, the key and an export are enough', async () => {
    const { publicKey } = await issued();
    const data = join(folder.path, 'telemetry.jsonl');
    expect((await run('export', 'telemetry', '--format', 'json', '--out', data)).code).toBe(0);
    vi.stubEnv('TIZHI_DATA_DIR', join(folder.path, 'nowhere'));
    const { code, out } = await run('certificate', 'verify', file, '--key', publicKey, '--data', data);
    expect(code).toBe(0);
    expect(out).toContain('VALID: lesson-1, missing');
    expect(out).toMatch(/the data agree: \d+ /);
    expect((await run('certificate', 'verify', file)).out).toContain(`${publicKey}: 请与学校公钥比对`);
    expect(existsSync(join(folder.path, 'nowhere'))).toBe(false);
  });

  it('refuses with one line in each language: changed, of another key, not of these data', async () => {
    const signed = await issued();
    const data = join(folder.path, 'telemetry.jsonl');
    await run('export', 'telemetry', '--format', 'json', '--out', data);
    const rows = readFileSync(data, 'utf8').split('\n');
    const refusal = async (...args: string[]) => {
      const { code, out, err } = await run('certificate', 'verify', file, ...args);
      expect([code, out, err.split('\n').length]).toEqual([1, '', 2]);
      return err.split(':')[0];
    };
    writeFileSync(data, rows.toSpliced(200, 1).join('\n'));
    expect(await refusal('--data', data)).toBe('TIZHI_CERTIFICATE_DATA');
    expect(await refusal('--key', `${'A'.repeat(42)}E`)).toBe('TIZHI_CERTIFICATE_KEY');
    const { certificate } = signed;
    writeFileSync(file, JSON.stringify({ ...signed, certificate: { ...certificate, verdict: 'complete' } }));
    expect(await refusal()).toBe('TIZHI_CERTIFICATE_ALTERED');
    writeFileSync(file, 'no json');
    expect(await refusal()).toBe('TIZHI_CERTIFICATE_FORMAT');
  });

  it('counts other readings of a device in one count with its heart rates, here as in the certificate', async () => {
    // What seemed lost of the second strap was no heart rate.
    const told: OtherReading = {
      kind: 'quantity',
      quantity: 'battery',
      value: 80,
      confidence: 1,
      doubt: null,
    };
    const samples = [70, 71, 72, 73].map((second) => {
      const { device, at, n, deviceAt } = reading(strap(2), second);
      return { device, at, n, deviceAt, reading: told };
    });
    const stores = await openStores({ dataDir: join(folder.path, 'data') });
    await stores.telemetry.write([
      {
        ...{ school: SCHOOL, gateway: GATEWAY, clock: { skewMs: -90_000, shiftMs: 0, errorMs: 9 } },
        body: { kind: 'telemetry', blocks: [toReadingBlock(samples)] },
      },
    ]);
    await stores.close();
    expect((await issued()).certificate.totals).toMatchObject({ heard: 820, stored: 820, missing: 0 });
    const data = ['telemetry', 'readings'].map((what) => join(folder.path, `${what}.jsonl`));
    for (const [index, what] of ['telemetry', 'readings'].entries())
      await run('export', what, '--format', 'json', '--out', data[index] ?? '');
    const check = (...files: string[]) => run('certificate', 'verify', file, '--data', ...files);
    expect((await check(...data)).out).toContain('the data agree');
    expect((await check(data[0] ?? '')).err).toContain('TIZHI_CERTIFICATE_DATA');
  });

  it.each([
    [['verify', 'no-such-file']],
    [['verify', 'FILE', '--key', 'short']],
    [['verify', 'FILE', '--data', 'no-such-file']],
    [['verify', 'FILE', '--data', 'FILE']],
    [['lesson-1', '--out', join('no', 'such', 'folder', 'x.json')]],
  ])('answers %j with one clear line', async (args) => {
    await issued();
    const { code, err } = await run('certificate', ...args.map((each) => (each === 'FILE' ? file : each)));
    expect(code).toBe(2);
    expect(err).toMatch(/^TIZHI_(USAGE|FILE_UNREADABLE|FILE_FORMAT): /);
  });
});
