import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignedCertificate } from '@tizhi/contracts';
import {
  describeWith,
  eventually,
  launchBrowser,
  newPlace,
  type Place,
  temporaryFolder,
  tizhi,
} from '@tizhi/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../demo/people.ts';
import { type SchoolProcess, startSchoolProcess } from './school-process.ts';

/** Several processes start one after the other, on a machine that may be busy. */
const ENOUGH_MS = 180_000;

describeWith(['chromium'], "a lesson's certificate", () => {
  const folder = temporaryFolder();
  let place: Place;
  let school: SchoolProcess;
  let browser: Awaited<ReturnType<typeof launchBrowser>>;

  beforeAll(async () => {
    place = await newPlace(folder.path);
    school = await startSchoolProcess(['--demo'], place);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await school?.process.stop('SIGKILL');
    folder.remove();
  });

  it(
    'is read by a teacher, downloaded, and checked by whoever has the file, the key and an export',
    async () => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      await page.goto(`${school.url}/`);
      await page.getByTestId('sign-in-username').fill('teacher');
      await page.getByTestId('sign-in-password').fill(DEMO_PASSWORD);
      await page.getByTestId('sign-in-submit').click();
      await page.getByTestId('certificate-link').click();

      const rows = page.getByTestId('certificate-row');
      await rows.first().waitFor();
      expect(await rows.count()).toBe(45);
      await eventually(
        'every strap was heard',
        async () => {
          const answered = page.waitForResponse(/certificate$/);
          await page.getByTestId('certificate-again').click();
          await answered;
          const heard = await page.getByTestId('total-heard').getAttribute('data-count');
          return Number(heard) > 45 * 5;
        },
        60_000,
      );
      expect(await page.getByTestId('total-missing').getAttribute('data-count')).toBe('0');

      const file = join(folder.path, 'certificate.json');
      const downloading = page.waitForEvent('download');
      await page.getByTestId('certificate-download').click();
      await (await downloading).saveAs(file);
      const key = (await page.getByTestId('certificate-key').textContent()) ?? '';
      expect(problems).toEqual([]);

      const data = join(folder.path, 'telemetry.jsonl');
      await tizhi(['export', 'telemetry', '--format', 'json', '--out', data], place);
      const checked = await tizhi(['certificate', 'verify', file, '--key', key, '--data', data], place);
      expect(checked).toContain('VALID');
      expect(checked).toContain('the data agree');
      expect((await tizhi(['certificate', 'key'], place)).trim()).toBe(key);
    },
    ENOUGH_MS,
  );

  it(
    'is issued on the command line while the school runs',
    async () => {
      const lesson = (await tizhi(['certificate'], place)).split(' ')[0] ?? '';
      const file = join(folder.path, 'own.json');
      expect(await tizhi(['certificate', lesson, '--out', file], place)).toContain('strap-45');
      const { certificate } = SignedCertificate.parse(JSON.parse(readFileSync(file, 'utf8')));
      expect([certificate.devices.length, certificate.totals.missing]).toEqual([45, 0]);
    },
    ENOUGH_MS,
  );
});
