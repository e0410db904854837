import {
  PrescriptionList,
  StoryResponse,
  TestDayList,
  WallResponse,
  WarningInbox,
  type WarningState,
} from '@tizhi/contracts';
import { eventually, newPlace, type Place, temporaryFolder } from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD, demoPupils } from '../demo/people.ts';
import { type SchoolProcess, signIn, startSchoolProcess } from './school-process.ts';

describe('what lies behind the demo school', () => {
  const folder = temporaryFolder();
  let place: Place;
  let school: SchoolProcess;
  beforeAll(async () => {
    place = await newPlace(folder.path);
    school = await startSchoolProcess(['--demo'], place);
  });
  afterAll(async () => {
    await school?.process.stop('SIGKILL');
    folder.remove();
  });
  const as = (username: string) => signIn(school.url, username, DEMO_PASSWORD);
  const plans = async () => {
    const path = '/api/classes/g8c1/prescriptions?purpose=teaching';
    return PrescriptionList.parse(await (await (await as('teacher')).get(path)).json()).rows;
  };

  it('is a closed test day of this school year, in the list from the first start', async () => {
    const { testDays } = TestDayList.parse(await (await (await as('teacher')).get('/api/test-days')).json());
    expect(testDays).toMatchObject([{ closed: true, pupils: 90, unclaimed: 0 }]);
    expect(testDays[0]?.done).toBeGreaterThan(500);
  });

  it('is warnings in every state, one of them open before the nurse', async () => {
    const inbox = async (username: string) => {
      const answer = await (await as(username)).get('/api/warnings?purpose=care&limit=500');
      return WarningInbox.parse(await answer.json());
    };
    const { warnings } = await inbox('nurse');
    expect(
      warnings.filter(({ warning }) => warning.state === 'open').map(({ rule }) => rule.severity),
    ).toContain('warning');
    const states = new Set<WarningState>();
    for (const username of ['nurse', 'teacher'])
      for (const { warning } of (await inbox(username)).warnings) states.add(warning.state);
    expect([...states].sort()).toEqual(['acknowledged', 'acting', 'open', 'resolved']);
  });

  // Reads 45 pages and starts a school anew.
  it('is the tests of grades 4, 6 and 8 of every pupil in grade 8, and the warnings that follow from them stay', {
    timeout: 60_000,
  }, async () => {
    let client = await as('nurse');
    const ids = async () => {
      const all: string[] = [];
      for (const { pupil } of await plans()) {
        const answer = await client.get(`/api/pupils/${pupil.subject}/story?purpose=care`);
        const story = StoryResponse.parse(await answer.json());
        expect(story.tests.map(({ grade }) => grade)).toEqual(['4', '6', '8']);
        all.push(...story.warnings.filter(({ goneAt }) => goneAt === null).map(({ warning }) => warning));
      }
      return all.sort();
    };
    const first = await ids();
    expect(first.length).toBeGreaterThan(0);
    // The school's own job, whose first turn a clean stop waits for, finds what was laid down: nothing new, nothing gone.
    expect(await school.process.stop('SIGINT')).toBe(0);
    school = await startSchoolProcess(['--demo'], place);
    client = await as('nurse');
    expect(await ids()).toEqual(first);
  });

  it('is plans that a teacher confirmed, drafts that wait, and pupils who are to be asked first', async () => {
    const states = new Set((await plans()).map(({ state }) => state));
    expect([...states].sort()).toEqual(['confirmed', 'draft', 'refer']);
  });

  it('is a wall whose printed link opens it, with nobody’s name or number on it', async () => {
    const token = await eventually(
      'the link is printed',
      () => /\/wall#([\w-]+)/.exec(school.process.output())?.[1],
    );
    const headers = { authorization: `Bearer ${token}` };
    const text = await (await fetch(`${school.url}/api/wall`, { headers })).text();
    const wall = WallResponse.parse(JSON.parse(text));
    expect(wall.groups.flatMap(({ doses }) => doses.flatMap(({ labels }) => labels))).toContain('飞鱼');
    const secrets = demoPupils().flatMap(({ name, studentNumber, subject, tag }) => [
      name,
      studentNumber,
      subject,
      tag,
    ]);
    expect(secrets.filter((secret) => secret !== null && text.includes(secret))).toEqual([]);
  });
});
