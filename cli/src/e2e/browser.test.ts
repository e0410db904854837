import {
  describeWith,
  eventually,
  launchBrowser,
  newPlace,
  type Place,
  temporaryFolder,
} from '@tizhi/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../demo/people.ts';
import { type SchoolProcess, startSchoolProcess } from './school-process.ts';

describeWith(['chromium'], 'a teacher in a browser', () => {
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

  it('signs in, sees 45 tiles move and a jump scored', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));

    await page.goto(`${school.url}/`);
    await page.getByTestId('sign-in-username').fill('teacher');
    await page.getByTestId('sign-in-password').fill('wrong');
    await page.getByTestId('sign-in-submit').click();
    await page.getByText('用户名或密码不正确').waitFor();

    await page.getByTestId('sign-in-password').fill(DEMO_PASSWORD);
    await page.getByTestId('sign-in-submit').click();
    const tiles = page.getByTestId('tile');
    await tiles.first().waitFor();
    await expect.poll(() => tiles.count()).toBe(45);

    const rates = () =>
      tiles.evaluateAll((all) => all.map((tile) => tile.getAttribute('data-bpm')).join(' '));
    await eventually(
      'most tiles show a rate',
      async () => (await rates()).split(' ').filter((rate) => Number(rate) > 30).length > 40,
    );
    const before = await rates();
    await eventually('a tile moves', async () => (await rates()) !== before);

    const heard = page.getByTestId('heard');
    await expect.poll(() => heard.textContent()).toMatch(/^4\d\/45$/);
    await heard.click();
    await expect.poll(() => page.getByTestId('device-row').count()).toBe(45);
    expect(await page.getByTestId('device-table').textContent()).toContain('电量');
    await page.getByTestId('sheet-close').click();
    await expect.poll(() => page.getByTestId('device-row').count()).toBe(0);

    await page.getByTestId('nav-results').click();
    const jump = page
      .locator('[data-testid=result-row][data-item=standing_long_jump][data-score]:not([data-score=""])')
      .first();
    await jump.waitFor();
    expect(Number(await jump.getAttribute('data-score'))).toBeGreaterThanOrEqual(0);
    expect(await jump.getAttribute('data-level')).toMatch(/^(excellent|good|pass|fail)$/);

    await page.getByTestId('language-switch').click();
    await page.getByText('Standing long jump').first().waitFor();
    expect(problems).toEqual([]);
  });

  it('sees how hard the lesson is, with estimates marked', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${school.url}/`);
    await page.getByTestId('sign-in-username').fill('teacher');
    await page.getByTestId('sign-in-password').fill(DEMO_PASSWORD);
    await page.getByTestId('sign-in-submit').click();
    await page.getByTestId('load-link').click();
    await page.getByTestId('load-row').first().waitFor();
    expect(await page.getByTestId('load-row').count()).toBe(45);
    expect(await page.getByTestId('load-heard').textContent()).toMatch(/ \/ 45 人$/);
    expect(await page.getByTestId('load-row').first().textContent()).toContain('估');
    await page.close();
  });

  it('opens a page while the server is away: told so and nothing else, and it comes by itself', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${school.url}/`);
    await page.getByTestId('sign-in-username').fill('teacher');
    await page.getByTestId('sign-in-password').fill(DEMO_PASSWORD);
    await page.getByTestId('sign-in-submit').click();
    await page.getByTestId('tile').first().waitFor();

    await school.process.stop('SIGKILL');
    await page.getByTestId('nav-results').click();
    const away = page.getByTestId('no-connection');
    await away.waitFor();
    expect(await away.textContent()).toContain('连不上学校的服务器');
    expect(await page.getByText('仍在继续').count()).toBe(0);

    school = await startSchoolProcess(['--demo'], place);
    await page.getByTestId('result-row').first().waitFor();
    expect(new URL(page.url()).pathname).toBe('/results');
  }, 60_000);
});
