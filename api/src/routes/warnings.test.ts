import { randomUUID } from 'node:crypto';
import {
  ProblemResponse,
  WarningActResponse,
  WarningInbox,
  WarningRuleList,
  type WarningView,
} from '@tizhi/contracts';
import { eventually } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, client, historyFile, historyRow } from '../fixtures/care.ts';
import { CLASS, OTHER_CLASS, startSchool, subject, type TestSchool } from '../fixtures/school.ts';

const WEEK_MS = 7 * 86_400_000;
let school: TestSchool;
let teacher: Client;
let nurse: Client;
let admin: Client;
/** Body mass far below every line of its age. */
const THIN = { weight: '24.1' };
beforeAll(async () => {
  school = await startSchool();
  const cookies = await Promise.all([
    school.signIn('teacher'),
    school.signIn('nurse'),
    school.signIn('admin'),
  ]);
  [teacher, nurse, admin] = cookies.map((cookie) => client(school, cookie)) as [Client, Client, Client];
  const seats = [1, 2, 3, 4, 5];
  const rows = seats.flatMap((seat) => [historyRow(seat, '4', THIN), historyRow(seat, '6', THIN)]);
  const weak = historyRow(6, '6', {
    lungs: '1000',
    sprint: '13.5',
    reach: '-8',
    rope: '20',
    situps: '5',
    shuttle: "2'40",
  });
  expect((await teacher.upload('/api/history?name=years.xlsx', historyFile(...rows, weak))).status).toBe(200);
  await eventually('warnings are worked out', async () => (await inbox(nurse)).counts.open === seats.length);
});
afterAll(() => school.close());

const inbox = async (by: Client, query = ''): Promise<WarningInbox> =>
  WarningInbox.parse(await (await by.get(`/api/warnings?purpose=care${query}`)).json());
const ofSeat = async (seat: number, by = nurse): Promise<WarningView> => {
  const found = (await inbox(by)).warnings.find(({ pupil }) => pupil.subject === subject(seat));
  if (found === undefined) throw new Error(`no warning of seat ${seat}`);
  return found;
};
const send = (by: Client, view: WarningView, act: object, request: string = randomUUID()) =>
  by.post(`/api/warnings/${view.warning.warning}/acts`, { request, act });
const acted = async (answer: Response) => WarningActResponse.parse(await answer.json());
const codeOf = async (answer: Response) => ProblemResponse.parse(await answer.json()).code;

describe('the inbox of warnings', () => {
  it('shows each role what its rules say, whose it is and why', async () => {
    const { warnings, counts, people } = await inbox(nurse);
    expect(warnings.map(({ rule }) => rule.id)).toEqual(Array(5).fill('wasting-severe'));
    expect(warnings[0]).toMatchObject({
      pupil: { className: '七年级1班', grade: '7' },
      warning: { state: 'open', owner: null, finding: { severity: 'warning', schoolYear: 2024 } },
      ownerName: null,
    });
    expect(warnings[0]?.warning.finding.evidence.points.at(-1)?.value).toBeLessThan(12);
    expect(counts).toEqual({ open: 5, acknowledged: 0, acting: 0, resolved: 0 });
    expect(people.map(({ role }) => role).sort()).toEqual(['admin', 'nurse', 'teacher']);
    for (const by of [teacher, admin]) {
      const theirs = await inbox(by);
      expect(theirs.warnings.map(({ rule }) => rule.id)).toContain('total-fail');
      expect(JSON.stringify(theirs)).not.toMatch(/wasting|24\.1/);
    }
  });

  it('can be asked for a class, a state and a number of them; the counts stay whole', async () => {
    expect((await inbox(nurse, `&class=${OTHER_CLASS}`)).warnings).toEqual([]);
    expect((await inbox(nurse, `&class=${CLASS}`)).warnings).toHaveLength(5);
    expect((await inbox(nurse, '&state=resolved')).warnings).toEqual([]);
    const few = await inbox(nurse, '&limit=2');
    expect([few.warnings.length, few.counts.open]).toEqual([2, 5]);
    expect((await nurse.get('/api/warnings?purpose=care&limit=0')).status).toBe(400);
  });

  it('has its rules as data', async () => {
    const { rules } = WarningRuleList.parse(await (await nurse.get('/api/warning-rules')).json());
    expect(rules.map(({ id }) => id)).toContain('wasting-severe');
    expect((await school.get('/api/warning-rules')).status).toBe(401);
  });
});

describe('a warning', () => {
  it('lives from open over acknowledged and acting to resolved, with who and when', async () => {
    const view = await ofSeat(1);
    for (const [act, state] of [
      [{ kind: 'acknowledge', note: null }, 'acknowledged'],
      [{ kind: 'note', note: '已电话联系家长' }, 'acknowledged'],
      [{ kind: 'act', note: '约好复测' }, 'acting'],
      [{ kind: 'resolve', outcome: 'referred', note: '已就医' }, 'resolved'],
      [{ kind: 'reopen', note: '复测仍偏高' }, 'open'],
    ] as const)
      expect((await acted(await send(nurse, view, act))).warning.state).toBe(state);
    const { warning, ownerName } = await ofSeat(1);
    expect(warning.entries.map(({ act, account }) => [act.kind, account])).toEqual(
      ['acknowledge', 'note', 'act', 'resolve', 'reopen'].map((kind) => [kind, 'acc-nurse']),
    );
    expect(ownerName).toBe('合成nurse');
    const notes = (await school.stores.records.audit.latest(20)).filter(
      ({ detail }) => detail === warning.warning,
    );
    expect(notes.map(({ action }) => action)).toEqual(
      ['reopen', 'resolve', 'act', 'note', 'acknowledge'].map((kind) => `warning.${kind}`),
    );
    expect(JSON.stringify(notes)).not.toContain('家长');
  });

  it('takes an act that is sent again once, also when both come at the same moment', async () => {
    const view = await ofSeat(2);
    const request = randomUUID();
    const acknowledge = { kind: 'acknowledge', note: null };
    const answers = await Promise.all([1, 2, 3].map(() => send(nurse, view, acknowledge, request)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const parsed = await Promise.all(answers.map(acted));
    expect(parsed.map(({ repeated }) => repeated).sort()).toEqual([false, true, true]);
    expect(parsed.map(({ warning }) => warning.entries.length)).toEqual([1, 1, 1]);
    const other = await send(nurse, view, acknowledge);
    expect([other.status, await codeOf(other)]).toEqual([409, 'TIZHI_WARNING_ACKNOWLEDGED']);
  });

  it('is not there for a role that does not see it, and the clock’s act is the clock’s', async () => {
    const view = await ofSeat(3);
    const note = { kind: 'note', note: '看看' };
    for (const by of [teacher, admin]) expect((await send(by, view, note)).status).toBe(404);
    expect((await send(nurse, view, { kind: 'escalate', after: 1 })).status).toBe(403);
    const nowhere = await nurse.post(`/api/warnings/${randomUUID()}/acts`, {
      request: randomUUID(),
      act: note,
    });
    expect(nowhere.status).toBe(404);
    const receiver = await send(nurse, view, { kind: 'hand_over', to: 'acc-teacher', note: null });
    expect([receiver.status, await codeOf(receiver)]).toEqual([409, 'TIZHI_WARNING_RECEIVER']);
    expect((await ofSeat(3)).warning.entries).toEqual([]);
  });

  it('that nobody takes up in time becomes late, once, also through a restart', async () => {
    const view = await ofSeat(4);
    expect(view.dueAt).toBe(view.warning.openedAt + WEEK_MS);
    await send(nurse, await ofSeat(5), { kind: 'acknowledge', note: null });
    school.pass(WEEK_MS + 60_000);
    // Sessions ended with the day.
    nurse = client(school, await school.signIn('nurse'));
    const late = await eventually('it is late', async () => {
      const now = await ofSeat(4);
      return now.warning.escalatedAt !== null ? now : undefined;
    });
    expect(late).toMatchObject({ dueAt: null, warning: { state: 'open' } });
    expect(late.warning.entries).toMatchObject([
      { account: null, act: { kind: 'escalate', after: WEEK_MS } },
    ]);
    expect((await inbox(nurse)).warnings[0]?.warning.escalatedAt).not.toBeNull(); // late ones stand first
    expect((await ofSeat(5)).warning.escalatedAt).toBeNull();
    const another = await ofSeat(2);
    for (const act of [
      { kind: 'resolve', outcome: 'helped', note: '复测正常' },
      { kind: 'reopen', note: '又偏高' },
    ])
      expect((await send(nurse, another, act)).status).toBe(200);
    await school.restart();
    school.pass(WEEK_MS + 60_000);
    nurse = client(school, await school.signIn('nurse'));
    await eventually('the next one is late', async () => (await ofSeat(2)).warning.escalatedAt !== null);
    expect((await ofSeat(4)).warning.entries).toEqual(late.warning.entries);
  });

  it('is gone from the list, not resolved, when a better test says so, and leaves with its pupil', async () => {
    const view = await ofSeat(5);
    teacher = client(school, await school.signIn('teacher'));
    const mended = historyFile(historyRow(5, '6', { weight: '40.5' }));
    expect((await teacher.upload('/api/history?name=mended.xlsx', mended)).status).toBe(200);
    const gone = await eventually('it is gone', async () => {
      const now = await ofSeat(5);
      return now.warning.goneAt !== null ? now : undefined;
    });
    expect(gone.warning).toMatchObject({ warning: view.warning.warning, state: 'acknowledged' });
    await school.stores.records.roster.erase(subject(5));
    await school.api.refresh();
    expect((await inbox(nurse)).warnings.map(({ pupil }) => pupil.subject)).not.toContain(subject(5));
    expect(await school.stores.records.care.warnings.find(view.warning.warning)).toBeUndefined();
    expect((await nurse.get(`/api/pupils/${subject(5)}/story?purpose=care`)).status).toBe(404);
  });
});
