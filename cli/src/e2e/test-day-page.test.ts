import { TestDayTrace, TestDayView } from '@tizhi/contracts';
import { describeWith, eventually, launchBrowser, newPlace, temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../demo/people.ts';
import { type SchoolProcess, signIn, startSchoolProcess } from './school-process.ts';

type Browser = Awaited<ReturnType<typeof launchBrowser>>;
type Page = Awaited<ReturnType<Browser['newPage']>>;

describeWith(['chromium'], 'a teacher with a phone on a test day', () => {
  const folder = temporaryFolder();
  const problems: string[] = [];
  let school: SchoolProcess;
  let browser: Browser;
  let page: Page;
  let teacher: Awaited<ReturnType<typeof signIn>>;

  const testDay = (): string => new URL(page.url()).pathname.split('/').pop() ?? '';
  const view = async (): Promise<TestDayView> =>
    TestDayView.parse(await (await teacher.get(`/api/test-days/${testDay()}`)).json());
  const runOf = async (seat: number) =>
    (await view()).pupils
      .find((pupil) => pupil.seat === seat)
      ?.results.find(({ item }) => item === 'run_50m');
  const cell = (seat: number) =>
    page.locator(`[data-testid=grid-row][data-seat="${seat}"] [data-testid=grid-cell][data-item=run_50m]`);
  const writeRun = async (seat: number, value: string): Promise<void> => {
    await cell(seat).click();
    await page.getByTestId('act-hand').click();
    await page.getByTestId('act-value').fill(value);
    await page.getByTestId('act-submit').click();
  };

  beforeAll(async () => {
    school = await startSchoolProcess(['--demo'], await newPlace(folder.path));
    teacher = await signIn(school.url, 'teacher', DEMO_PASSWORD);
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 390, height: 844 }, hasTouch: true });
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`${school.url}/test-days`);
    await page.getByTestId('sign-in-username').fill('teacher');
    await page.getByTestId('sign-in-password').fill(DEMO_PASSWORD);
    await page.getByTestId('sign-in-submit').click();
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await school?.process.stop('SIGKILL');
    folder.remove();
  });

  it('plans it, writes a run by hand, calls a foul, and sees why the number is what it is', async () => {
    await page.getByTestId('new-test-day').click();
    await page.getByTestId('plan-name').fill('合成体测');
    await page.getByTestId('plan-class').first().click();
    await page.getByTestId('plan-save').click();
    await page.getByTestId('tab-grid').click();

    await writeRun(1, '8.5');
    await page.locator('[data-testid=attempt][data-status=counts]').waitFor();
    await page.getByTestId('why').click();
    await page.getByTestId('raw-text').getByText('8.5').waitFor();
    const { subject } = (await view()).pupils[0] ?? {};
    const trace = TestDayTrace.parse(
      await (await teacher.get(`/api/test-days/${testDay()}/trace/${subject}/run_50m`)).json(),
    );
    expect(trace).toMatchObject({ value: 8.5, sources: [{ rawText: '8.5', rawHex: null }] });

    await page.getByTestId('act-foul').click();
    await page.locator('[data-testid=choice][data-value=false_start]').click();
    await page.getByTestId('act-submit').click();
    await page.locator('[data-testid=official][data-state=due]').waitFor();
    await page.getByTestId('sheet-close').click();
    await cell(1).locator('[data-chip=foul]').waitFor();
    expect(await runOf(1)).toMatchObject({ state: 'due', attempts: [{ foul: 'false_start' }] });
  }, 90_000);

  it('decides without a network, closes the page, and loses nothing', async () => {
    await page.context().setOffline(true);
    await writeRun(2, '9.1');
    await page.getByTestId('sheet-close').click();
    await cell(2).locator('[data-chip=waiting]').waitFor();
    await page.getByTestId('unsent').waitFor();
    const address = page.url();
    await page.goto('about:blank');
    await page.context().setOffline(false);
    await page.goto(address);
    await eventually('the run is stored', async () => (await runOf(2))?.display === '9.1', 30_000);
    expect((await runOf(2))?.attempts).toHaveLength(1);
    await page.getByTestId('unsent').waitFor({ state: 'detached' });
    await cell(2).getByText('9.1').waitFor();
  }, 90_000);

  it('times finishers with a tap each, and gives the unseen one to a pupil with two', async () => {
    await page.getByTestId('tab-stopwatch').click();
    await page.locator('[data-testid=choice][data-value=run_50m]').click();
    await page.getByTestId('watch-start').click();
    const bib = (seat: number) => page.locator(`[data-testid=bib][data-seat="${seat}"]`);
    expect(await bib(3).isDisabled()).toBe(true); // nobody runs 50 m in less than 5 s
    await bib(3).click();
    await page.getByTestId('bib-unknown').click();
    await eventually('a finisher is stored', async () => (await runOf(3))?.state === 'done');
    expect(await runOf(3)).toMatchObject({ attempts: [{ by: 'stopwatch', status: 'counts' }] });

    await page.getByTestId('tab-stations').click();
    await page.getByTestId('tray-attempt').click();
    await page.locator('[data-testid=pupil-button][data-seat="4"]').click();
    await eventually('it is his', async () => (await runOf(4))?.attempts[0]?.knownBy === 'claim');
    await page.getByTestId('tray').waitFor({ state: 'detached' });
    const { subject } = (await view()).pupils[3] ?? {};
    const path = `/api/test-days/${testDay()}/trace/${subject}/run_50m`;
    const { sources } = TestDayTrace.parse(await (await teacher.get(path)).json());
    expect(sources[0]?.rawText).toMatch(/^秒表点到达，号码看不清，\d+\.\d$/);
    expect(sources[0]?.decisions.map(({ decision }) => decision.kind)).toEqual(['entered', 'claimed']);
    await page.getByTestId('tab-grid').click();
  }, 90_000);

  it('shows no height or weight until it is asked to, and nobody by how good they are', async () => {
    const seats = await page
      .getByTestId('grid-row')
      .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-seat'))));
    expect(seats).toEqual(seats.toSorted((a, b) => a - b));
    const height = page.locator('[data-testid=grid-cell][data-item=height]').first();
    await height.click();
    await page.getByTestId('act-hand').click();
    await page.getByTestId('act-value').fill('161.5');
    await page.getByTestId('act-submit').click();
    await eventually('the height is stored', async () =>
      (await view()).pupils.some(({ results }) => results.some(({ display }) => display === '161.5')),
    );
    await page.getByTestId('sheet-close').click();
    await height.locator('svg').waitFor();
    expect(await page.content()).not.toContain('161.5');
    await page.getByTestId('body-toggle').click();
    await height.getByText('161.5').waitFor();
    expect(problems).toEqual([]);
  }, 90_000);
});
