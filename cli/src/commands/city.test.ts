import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cityPupil, scorePupil } from '@tizhi/analytics';
import { temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTizhi } from './run.fixture.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

describe('tizhi city run', () => {
  it('counts every pupil and test once, as many hands as there are, and each total under its level', async () => {
    const pupils = 300;
    const [one, two] = [join(folder.path, 'one.json'), join(folder.path, 'two.json')];
    const asked = ['--pupils', String(pupils), '--seed', '7'];
    const ran = await runTizhi('city', 'run', ...asked, '--workers', '1', '--out', one);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('300 名学生 pupils');
    expect((await runTizhi('city', 'run', ...asked, '--workers', '2', '--out', two)).code).toBe(0);
    const summary = JSON.parse(readFileSync(one, 'utf8'));
    const { city } = summary;
    const tests = Array.from({ length: pupils }, (_, index) => cityPupil(city, index)).flatMap(
      ({ history }) => history.tests,
    );
    expect(summary.pupils).toBe(pupils);
    expect(summary.tests).toBe(tests.length);
    const boysOf8 = tests.filter(({ grade, sex }) => grade === '8' && sex === 'male');
    const passed = boysOf8.filter((test) => scorePupil(test).level === 'pass').length;
    expect(passed).toBeGreaterThan(0);
    expect(summary.levels['8 male'].pass.count).toBe(passed);
    expect(Object.keys(summary.findings).length).toBeGreaterThan(5);
    const { levels, screening, findings, forecasts } = summary;
    expect(JSON.parse(readFileSync(two, 'utf8'))).toMatchObject({ levels, screening, findings, forecasts });
  });

  it.each([
    [['--pupils', '0'], '--pupils'],
    [['--pupils', '1e9'], '--pupils'],
    [['--pupils', '20.5'], '--pupils'],
    [['--seed', '-1'], '--seed'],
    [['--seed', 'x'], '--seed'],
    [['--workers', '0'], '--workers'],
    [['--workers', '1000'], '--workers'],
    [['--out', '/no/such/folder/summary.json'], '/no/such/folder/summary.json'],
    [['--out', '.'], 'folder'],
    [['--colour', 'red'], '--colour'],
  ])('refuses %j in one line, with nothing done', async (options, names) => {
    const { code, out, err } = await runTizhi('city', 'run', '--pupils', '10', ...options);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(names);
    expect(err).not.toMatch(/\n\s+at /);
    expect(existsSync('/no/such/folder')).toBe(false);
  });
});
