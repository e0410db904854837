import { ClassList, StoryResponse, WarningInbox } from '@tizhi/contracts';
import { describeWith, launchBrowser, newPlace, temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEMO_PASSWORD, demoPupils } from '../demo/people.ts';
import { type SchoolProcess, signIn, startSchoolProcess } from './school-process.ts';

type Browser = Awaited<ReturnType<typeof launchBrowser>>;
type Page = Awaited<ReturnType<Browser['newPage']>>;

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true } as const;

describeWith(['chromium'], 'the pages of care in a browser', () => {
  const folder = temporaryFolder();
  const problems: string[] = [];
  let school: SchoolProcess;
  let browser: Browser;
  let nurse: Awaited<ReturnType<typeof signIn>>;
  let teacher: Awaited<ReturnType<typeof signIn>>;

  const pageOf = async (username: string, path: string): Promise<Page> => {
    const page = await (await browser.newContext(PHONE)).newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`${school.url}${path}`);
    await page.getByTestId('sign-in-username').fill(username);
    await page.getByTestId('sign-in-password').fill(DEMO_PASSWORD);
    await page.getByTestId('sign-in-submit').click();
    return page;
  };
  const inbox = async (): Promise<WarningInbox> =>
    WarningInbox.parse(await (await nurse.get('/api/warnings?purpose=care')).json());
  const stored = async (id: string | null) =>
    (await inbox()).warnings.find(({ warning }) => warning.warning === id)?.warning;

  beforeAll(async () => {
    school = await startSchoolProcess(['--demo'], await newPlace(folder.path));
    [nurse, teacher] = (await Promise.all(
      ['nurse', 'teacher'].map((name) => signIn(school.url, name, DEMO_PASSWORD)),
    )) as [typeof nurse, typeof teacher];
    browser = await launchBrowser();
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await school?.process.stop('SIGKILL');
    folder.remove();
  });

  it('a nurse takes a warning on without a network, and it is stored once when the network is back', async () => {
    const page = await pageOf('nurse', '/inbox');
    const first = page.locator('[data-testid=warning][data-state=open]').first();
    await first.waitFor();
    const id = await first.getAttribute('data-warning');
    await first.click();
    expect((await page.getByTestId('warning-sentence').textContent())?.length).toBeGreaterThan(5);

    await page.context().setOffline(true);
    await page.getByTestId('warning-acknowledge').click();
    await page.locator('[data-testid=entry-pending][data-phase=waiting]').waitFor();
    expect((await stored(id))?.entries).toEqual([]);
    await page.context().setOffline(false);
    await page.locator('[data-testid=entry][data-kind=acknowledge]').waitFor();
    await page.locator('[data-testid=warning-detail][data-state=acknowledged]').waitFor();
    expect(await stored(id)).toMatchObject({
      state: 'acknowledged',
      entries: [{ act: { kind: 'acknowledge' } }],
    });

    await page.getByTestId('warning-resolve').click();
    await page.locator('[data-testid=outcome][data-value=referred]').click();
    await page.getByTestId('warning-note-text').fill('DEMO 已告知家长');
    await page.getByTestId('warning-send').click();
    await page.locator('[data-testid=entry][data-kind=resolve]').waitFor();
    expect(await stored(id)).toMatchObject({
      state: 'resolved',
      entries: [{}, { act: { kind: 'resolve', outcome: 'referred', note: 'DEMO 已告知家长' } }],
    });
    await page.getByTestId('warning-back').click();
    expect(await page.locator(`[data-warning="${id}"]`).count()).toBe(0);

    // The same without a pointer.
    await page.keyboard.press('j');
    await page.getByTestId('warning-detail').waitFor();
    await page.keyboard.press('n');
    await page.getByTestId('warning-note-text').fill('DEMO 键盘');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-testid=entry][data-kind=note]').getByText('DEMO 键盘').waitFor();
    await page.context().close();
  }, 90_000);

  it("a teacher reads one pupil's story from grade 4 to a plan, and confirms it", async () => {
    const page = await pageOf('teacher', '/classes/g8c1/prescriptions');
    const draft = page.locator('[data-testid=plan-row][data-state=draft]').first();
    await draft.waitFor();
    const subject = await draft.getAttribute('data-subject');
    await draft.click();
    await page.getByTestId('story-total').waitFor();
    const chart = await page.getByTestId('story-total').getByRole('img').textContent();
    for (const grade of ['4 年级', '6 年级', '8 年级']) expect(chart).toContain(grade);
    await page.getByTestId('grade-points').locator('summary').click();
    const points = page.getByTestId('grade-point');
    expect(await points.count()).toBe(3);
    for (const text of await points.allTextContents()) expect(text).toContain('未经官方文本确认');

    await page.locator('[data-testid=prescription][data-state=draft]').waitFor();
    expect(await page.getByTestId('plan-week').count()).toBeGreaterThanOrEqual(4);
    expect(await page.getByTestId('plan-drill').count()).toBeGreaterThan(3);
    await page.getByTestId('confirm-plan').click();
    await page.locator('[data-testid=prescription][data-state=confirmed]').waitFor();
    const story = StoryResponse.parse(
      await (await teacher.get(`/api/pupils/${subject}/story?purpose=teaching`)).json(),
    );
    expect(story).toMatchObject({ draft: null, plan: { state: 'confirmed' } });

    await page.getByTestId('log-session').first().click();
    await page.locator('[data-testid=done-share][data-value=half]').click();
    await page.getByTestId('save-session').click();
    await page.getByTestId('session-done').getByText('50%').waitFor();

    await page.getByTestId('answers-fold').locator('summary').click();
    const asthma = page.locator('[data-testid=health-question][data-key=asthma]');
    await asthma.locator('[data-value=yes]').click();
    await page.getByTestId('save-answers').click();
    await page.getByText('已保存').waitFor();
    const after = StoryResponse.parse(
      await (await teacher.get(`/api/pupils/${subject}/story?purpose=teaching`)).json(),
    );
    expect(after.sessions).toMatchObject([{ week: 1, session: 1, done: 0.5 }]);
    expect(after.answers?.answers).toMatchObject({ asthma: true, fainting: false });
    await page.context().close();
  }, 90_000);

  it('a wall shows the drills by nickname or bib, and nothing private of anybody', async () => {
    const desk = await pageOf('teacher', '/displays');
    const choose = async (field: string): Promise<void> => {
      await desk.getByTestId(field).click();
      await desk.locator('.ant-select-item-option:visible', { hasText: '八年级1班' }).click();
    };
    await choose('labels-class');
    const label = desk.getByTestId('wall-label').first();
    await label.getByRole('textbox').fill(demoPupils()[0]?.name ?? '');
    await label.getByTestId('save-label').click();
    await label.getByRole('alert').waitFor();
    await label.getByRole('textbox').fill('风筝');
    await label.getByTestId('save-label').click();
    await label.locator('[data-testid=save-label]:disabled').waitFor();
    await desk.getByTestId('display-title').fill('操场角 DEMO');
    await choose('display-class');
    await desk.getByTestId('make-display').click();
    const address = await desk.getByTestId('display-address').textContent();
    await desk.context().close();

    const context = await browser.newContext({
      viewport: { width: 1920, height: 1080 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.clock.install();
    await page.goto(address ?? '');
    await page.getByTestId('wall-card').first().waitFor();
    const seen = new Set<string>();
    const shown = page.getByTestId('wall-label');
    const screens = Number(await page.getByTestId('wall-board').getAttribute('data-screens'));
    expect(screens).toBeGreaterThan(1);
    // Every screen once: the wall turns by itself.
    for (let screen = 0; screen < screens; screen += 1) {
      expect(await shown.count()).toBeGreaterThan(0);
      seen.add(await page.locator('html').innerHTML());
      await page.clock.fastForward(12_000);
    }
    expect(seen.size).toBe(screens);
    expect(asked.filter((path) => path.startsWith('/api/') && path !== '/api/wall')).toEqual([]);

    const all = [...seen].join('\n');
    expect(all).toContain('风筝');
    const { classes } = ClassList.parse(await (await teacher.get('/api/classes')).json());
    const { people, warnings } = await inbox();
    const words = [
      ...demoPupils().flatMap(({ name, studentNumber, subject, tag }) =>
        [name, studentNumber, subject, tag].filter((word) => word !== null),
      ),
      ...classes.map(({ name }) => name),
      ...people.flatMap(({ name, account }) => [name, account]),
      ...warnings.flatMap(({ rule, warning }) => [
        rule.title.zh,
        rule.title.en,
        warning.finding.evidence.text.zh,
        warning.warning,
      ]),
      ...['体重', 'BMI', '得分', '总分', '不及格', '及格', '预警', '警报', '肥胖', '超重', '消瘦'],
    ];
    expect(words.filter((word) => all.includes(word))).toEqual([]);

    await page.context().setOffline(true);
    await page.clock.fastForward(90_000);
    await page.getByTestId('wall-old').waitFor();
    expect(await page.getByTestId('wall-card').count()).toBeGreaterThan(0);
    await page.context().setOffline(false);
    await page.clock.fastForward(10_000);
    await page.getByTestId('wall-old').waitFor({ state: 'detached' });
    await page.context().close();
  }, 120_000);

  it('no page broke on the way', () => {
    expect(problems).toEqual([]);
  });
});
