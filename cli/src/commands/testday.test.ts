import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRecords } from '@tizhi/storage';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runTizhi } from './run.fixture.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(async () => {
  folder = temporaryFolder();
  const dataDir = join(folder.path, 'data');
  vi.stubEnv('TIZHI_DATA_DIR', dataDir);
  const records = await openRecords({ dataDir });
  const school = 'school' as Parameters<typeof records.roster.classes>[0];
  const own = 'class-8-1' as Awaited<ReturnType<typeof records.roster.classes>>[number]['class'];
  await records.roster.save(
    { school, name: '合成学校' },
    [{ class: own, school, name: '八年级1班', grade: '8' }],
    [
      {
        subject: 's-1' as Awaited<ReturnType<typeof records.roster.pupils>>[number]['subject'],
        school,
        class: own,
        seat: 1,
        tag: '8001',
        sex: 'male',
        birthDate: '2012-05-05',
        measuredMaxBpm: null,
        name: '合成甲',
        studentNumber: 'SYNTHETIC-1',
      },
    ],
  );
  await records.close();
});
afterAll(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

const run = (...args: string[]) => runTizhi('testday', ...args);
function save(name: string, content: unknown): string {
  const path = join(folder.path, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const ATTEMPT = '7b6c0f5e-3f5c-4c9e-9d63-0c8f3f0c0a01';
const REQUEST = '7b6c0f5e-3f5c-4c9e-9d63-0c8f3f0c0a02';
const plan = {
  testDay: 'td-1',
  name: '秋测',
  date: '2026-10-10',
  year: 2026,
  kind: 'regular',
  classes: ['class-8-1'],
};

describe('tizhi testday', () => {
  it('plans a day, takes a decision once, shows it in a table and walks it back', async () => {
    expect(await run('create', save('plan.json', plan))).toEqual({ code: 0, out: 'td-1', err: '' });
    const entered = save('entered.json', [
      {
        kind: 'entered',
        attempt: ATTEMPT,
        item: 'run_1000m',
        value: 225,
        subject: 's-1',
        at: 1_790_000_000_000,
        by: 'hand',
        raw: '1号 3分45秒',
      },
    ]);
    for (const repeated of [false, true]) {
      const { code, out } = await run('decide', 'td-1', entered, '--request', REQUEST);
      expect(code).toBe(0);
      expect(out.includes('already stored')).toBe(repeated);
    }
    const shown = await run('show', 'td-1');
    expect(shown.out).toMatch(/八年级1班\s+1\s+合成甲.*3'45"/);
    expect(JSON.parse((await run('list', '--json')).out)).toMatchObject([{ testDay: 'td-1', done: 1 }]);
    const traced = await run('trace', 'td-1', 's-1', 'run_1000m');
    expect(traced.out).toContain('1号 3分45秒');
    expect(traced.out).toContain('CN-NSPFS-2014');
  });

  it('notes who was shown what, and tells it', async () => {
    await run('show', 'td-1');
    const seen = await run('seen', 'td-1', 's-1', 'run_1000m');
    expect(seen.out).toMatch(/command line\s+3'45"\s+.*stands/);
    expect((await run('seen', 'td-1', 's-1', 'height')).out).toContain('nobody saw');
  });

  it('takes the plan that the documentation shows', async () => {
    const page = readFileSync(new URL('../../../docs/test-day.md', import.meta.url), 'utf8');
    const shown = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    expect(await run('create', save('shown.json', shown))).toEqual({ code: 0, out: 'autumn', err: '' });
  });

  it.each([
    ['an unknown test day', ['show', 'td-none'], 'TIZHI_NOT_FOUND'],
    ['an unknown pupil', ['trace', 'td-1', 's-9', 'bmi'], 'TIZHI_NOT_FOUND'],
    ['an unknown item', ['trace', 'td-1', 's-1', 'swimming'], 'TIZHI_USAGE'],
    ['an unknown pupil to have been seen', ['seen', 'td-1', 's-9', 'height'], 'TIZHI_NOT_FOUND'],
    ['an unknown item to have been seen', ['seen', 'td-1', 's-1', 'bmi'], 'TIZHI_USAGE'],
    ['an unknown account', ['create', 'PLAN', '--as', 'nobody'], 'TIZHI_NOT_FOUND'],
    ['a file that is not there', ['create', 'missing.json'], 'TIZHI_FILE_UNREADABLE'],
    ['a file that is no JSON', ['create', 'BROKEN'], 'TIZHI_FILE_FORMAT'],
    ['a plan with a wrong field', ['create', 'WRONG'], 'TIZHI_USAGE'],
    ['a decision that is not allowed', ['decide', 'td-1', 'REFUSED'], 'TIZHI_ATTEMPT_UNKNOWN'],
  ])('says one clear sentence in each language for %s', async (_what, args, error) => {
    const files: Record<string, string> = {
      PLAN: save('plan.json', plan),
      BROKEN: save('broken.json', '{"'),
      WRONG: save('wrong.json', { ...plan, date: '10.10.2026' }),
      REFUSED: save('refused.json', [{ kind: 'voided', attempt: REQUEST, reason: '试机' }]),
    };
    const { code, out, err } = await run(...args.map((arg) => files[arg] ?? arg));
    expect(code).toBeGreaterThan(0);
    expect(out).toBe('');
    expect(err.split('\n')).toHaveLength(2);
    expect(err).toMatch(new RegExp(`^${error}: `));
    expect(err).toMatch(/[\u4e00-\u9fff]/);
  });
});
