import { readFileSync } from 'node:fs';
import { ClassList, TestDayView } from '@tizhi/contracts';
import { describeWith, eventually, launchBrowser, newPlace, temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../demo/people.ts';
import { type SchoolProcess, signIn, startSchoolProcess } from './school-process.ts';

type Browser = Awaited<ReturnType<typeof launchBrowser>>;
type Page = Awaited<ReturnType<Browser['newPage']>>;

const DAY = 'td-desk';
const BENCH = { station: 'desk-bench', item: 'sit_and_reach' } as const;
const SCALE = { station: 'desk-scale', item: 'height' } as const;
const unknown = { error: null, errorSource: null };

describeWith(['chromium'], 'a teacher at the desk of a test day', () => {
  const folder = temporaryFolder();
  const problems: string[] = [];
  let school: SchoolProcess;
  let browser: Browser;
  let page: Page;
  let teacher: Awaited<ReturnType<typeof signIn>>;

  const view = async (): Promise<TestDayView> =>
    TestDayView.parse(await (await teacher.get(`/api/test-days/${DAY}`)).json());

  beforeAll(async () => {
    school = await startSchoolProcess(['--demo'], await newPlace(folder.path));
    teacher = await signIn(school.url, 'teacher', DEMO_PASSWORD);
    const { classes } = ClassList.parse(await (await teacher.get('/api/classes')).json());
    await teacher.post('/api/test-days', {
      testDay: DAY,
      name: '合成体测',
      date: '2026-09-28',
      year: 2026,
      kind: 'regular',
      classes: [classes[0]?.class],
      stations: [
        { ...BENCH, ...unknown },
        { ...SCALE, ...unknown },
      ],
    });
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 390, height: 844 }, hasTouch: true });
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`${school.url}/test-days/${DAY}`);
    await page.getByTestId('sign-in-username').fill('teacher');
    await page.getByTestId('sign-in-password').fill(DEMO_PASSWORD);
    await page.getByTestId('sign-in-submit').click();
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await school?.process.stop('SIGKILL');
    folder.remove();
  });

  it('states the error of each station with its source, and none undoes the other', async () => {
    const state = async (station: string, bound: string, source: string): Promise<void> => {
      const card = page.locator(`[data-testid=station][data-station=${station}]`);
      await card.getByTestId('error-edit').click();
      await card.getByTestId('error-bound').fill(bound);
      await card.getByTestId('error-save').click();
      await card.getByRole('alert').waitFor(); // a bound without a source is refused
      await card.getByTestId('error-source').fill(source);
      await card.getByTestId('error-save').click();
      await card.getByTestId('station-error').getByText(source).waitFor();
    };
    await state(BENCH.station, '0.5', '出厂证书');
    await state(SCALE.station, '0.3', '2026-09-01 校准');
    expect((await view()).plan.stations).toEqual([
      { ...BENCH, error: 0.5, errorSource: '出厂证书' },
      { ...SCALE, error: 0.3, errorSource: '2026-09-01 校准' },
    ]);
  }, 60_000);

  it('gives a class bibs in the order of its seats, changes one, and prints the list', async () => {
    await page.getByTestId('tab-bibs').click();
    await page.getByTestId('bib-first').fill('101');
    await page.getByTestId('bib-number').click();
    await page.getByTestId('bib-save').click();
    const tags = async () => (await view()).pupils.map(({ tag }) => tag);
    const numbers = (await view()).pupils.map((_, at) => String(101 + at));
    await eventually('everybody has a bib', async () => (await tags()).join() === numbers.join());
    const row = (seat: number) => page.locator(`[data-testid=bib-row][data-seat="${seat}"]`);
    await row(2).getByTestId('bib-now').getByText('102').waitFor();
    await row(1).getByTestId('bib-new').fill('102');
    await page.getByTestId('bib-losers').getByText('(102)').waitFor();
    await page.getByTestId('bib-save').click();
    await eventually('the bib has moved', async () => (await tags())[0] === '102');
    expect((await tags())[1]).toBeNull();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByTestId('bib-save').isVisible()).toBe(false);
    expect(await row(1).getByTestId('bib-now').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
  }, 60_000);

  it('sees what the national system would refuse, and gets no file before it is mended', async () => {
    await page.getByTestId('tab-export').click();
    expect(await page.getByTestId('export-save').isDisabled()).toBe(true);
    await page.getByTestId('export-check').click();
    await page.getByTestId('export-problem').first().waitFor();
    expect(await page.getByTestId('export-save').isDisabled()).toBe(true);
    const columns = await page
      .getByTestId('export-problem')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-column')));
    expect(columns).toContain('坐位体前屈');
  }, 60_000);

  it('gets the file once every result is in or has its reason, and what is different from the last', async () => {
    const due = (await view()).pupils.flatMap(({ subject, results }) =>
      results.map(({ item }) => ({ kind: 'state_set', subject, item, state: 'exempt', reason: '合成' })),
    );
    for (let at = 0; at < due.length; at += 200)
      await teacher.post(`/api/test-days/${DAY}/decisions`, {
        request: crypto.randomUUID(),
        decisions: due.slice(at, at + 200),
      });
    for (const column of ['classCode', 'nationality', 'address'])
      await page.locator(`[data-testid=export-empty][data-value=${column}]`).click();
    await page.locator('[data-testid=export-format][data-value=csv]').click();
    const save = async (): Promise<string> => {
      await page.getByTestId('export-check').click();
      // The good news of the check before stands until this one has ended, and a button that waits takes no click.
      await page.locator('[data-testid=export-check]:not(.ant-btn-loading)').waitFor();
      await page.getByTestId('export-good').waitFor();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByTestId('export-save').click(),
      ]);
      await page.getByTestId('export-saved').waitFor();
      expect(file.suggestedFilename()).toBe(`${DAY}.csv`);
      return readFileSync(await file.path(), 'utf8');
    };
    expect((await save()).trim().split('\n')).toHaveLength((await view()).pupils.length + 1);
    const subject = (await view()).pupils[0]?.subject;
    const attempt = crypto.randomUUID();
    await teacher.post(`/api/test-days/${DAY}/decisions`, {
      request: crypto.randomUUID(),
      decisions: [
        { kind: 'state_set', subject, item: BENCH.item, state: 'due', reason: '能测' },
        {
          kind: 'entered',
          attempt,
          item: BENCH.item,
          value: 18.7,
          subject,
          at: 1_790_000_000_000,
          by: 'hand',
          raw: '18.7',
        },
      ],
    });
    await page.getByTestId('export-check').click();
    await page.getByTestId('export-difference').getByText('18.7').waitFor();
    expect(await page.getByTestId('export-difference').count()).toBe(1);
    expect(await save()).toContain('18.7');
    expect(problems).toEqual([]);
  }, 90_000);
});
