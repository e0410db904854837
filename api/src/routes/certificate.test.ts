import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyCertificate } from '@tizhi/analytics';
import { type HeartRateSample, LessonPupils, SignedCertificate } from '@tizhi/contracts';
import { temporaryFolder } from '@tizhi/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { certificateCrypto, openSchoolKey } from '../certificate/school-key.ts';
import { telemetryLane, worn } from '../fixtures/lesson-data.ts';
import { birthOf, GATEWAY, LESSON, SCHOOL, startSchool, strap, type TestSchool } from '../fixtures/school.ts';

/** Seats with a strap in the fixture's lesson. */
const SEATS = [1, 2, 3, 4, 5, 7];
const SECONDS = 50;

let school: TestSchool;
let from: number;
beforeEach(async () => {
  school = await startSchool();
  const lesson = await school.stores.records.lessons.find(LESSON);
  from = lesson?.startedAt ?? 0;
});
afterEach(() => school.close());

const end = () => school.stores.records.lessons.end(LESSON, from + SECONDS * 1_000);
/** The gateway says what waits in its telemetry lane; ingest saves it. */
const says = (queued: number) =>
  school.stores.records.inbox.saveStatus(
    { school: SCHOOL, gateway: GATEWAY },
    birthOf(school.now(), { telemetry: { queued, dropped: 0 } }),
    school.now(),
  );
/** A second's readings of all straps are a message, as a gateway makes them; some may be lost on the way. */
async function teach(isLost: (sample: HeartRateSample) => boolean = () => false) {
  const lane = telemetryLane(school.stores);
  const straps = SEATS.map((seat) => worn(seat, { from, count: SECONDS }));
  for (let second = 0; second < SECONDS; second += 1) {
    const samples = straps.flatMap((readings) => readings[second] ?? []);
    await lane.store(samples.filter((sample) => !isLost(sample)));
  }
  return lane;
}
const certificate = async (role: 'teacher' | 'nurse' | 'admin' = 'teacher') => {
  const response = await school.get(`/api/lessons/${LESSON}/certificate`, await school.signIn(role));
  expect(response.status).toBe(200);
  const text = await response.text();
  const signed = SignedCertificate.parse(JSON.parse(text));
  expect(verifyCertificate(signed, { crypto: certificateCrypto, key: signed.publicKey }).ok).toBe(true);
  return { response, text, signed, ...signed.certificate };
};

describe("a lesson's certificate", () => {
  it('says that everything heard is stored, signed, over the chain of all its messages', async () => {
    await teach();
    await end();
    await says(0);
    const { response, text, verdict, reasons, totals, devices, lanes } = await certificate();
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="certificate-${LESSON}.json"`,
    );
    expect([verdict, reasons]).toEqual(['complete', []]);
    const readings = SEATS.length * SECONDS;
    expect(totals).toMatchObject({ devices: 6, heard: readings, stored: readings, missing: 0, messages: 50 });
    expect(devices.map(({ device }) => device)).toEqual(SEATS.map(strap));
    expect(lanes).toMatchObject([{ gateway: GATEWAY, runs: [{ fromSeq: 1, toSeq: SECONDS }], gaps: [] }]);
    expect(text).not.toMatch(/合成|SYNTHETIC|bib/); // pseudonyms only
  });

  it('counts what was lost, and where', async () => {
    await teach(({ device, n }) => device === strap(2) && n >= 10 && n <= 14);
    await end();
    await says(0);
    const { verdict, totals, devices } = await certificate('nurse');
    expect(verdict).toBe('missing');
    expect(totals.missing).toBe(5);
    expect(devices.find(({ device }) => device === strap(2))?.missing).toEqual([
      { gateway: GATEWAY, from: from + 8_000, to: from + 14_000, readings: 5 },
    ]);
  });

  it('is uncertain while the gateway has something waiting, and complete once it says that all is sent', async () => {
    await teach(({ n }) => n > 30);
    await end();
    await says(20);
    const waiting = await certificate();
    expect([waiting.verdict, waiting.reasons]).toEqual(['uncertain', ['awaited']]);
    expect(waiting.devices[0]).toMatchObject({
      silences: [],
      awaited: [{ from: from + 29_000, to: from + SECONDS * 1_000 }],
    });
    await says(0);
    const sent = await certificate();
    expect(sent.verdict).toBe('complete');
    expect(sent.devices[0]?.silences).toEqual([{ from: from + 29_000, to: from + SECONDS * 1_000 }]);
  });

  it('knows by what came later that all has come, though the gateway is gone since', async () => {
    const lane = await teach();
    await end();
    await school.stores.records.inbox.saveStatus(
      { school: SCHOOL, gateway: GATEWAY },
      { state: 'offline', epoch: lane.key.epoch },
      school.now(),
    );
    expect((await certificate()).reasons).toEqual(['awaited']);
    await lane.store(worn(1, { from: from + 55_000, count: 1, firstN: 56 }));
    expect((await certificate()).reasons).toEqual([]);
  });

  it('is uncertain where messages were given up, though no number jumps', async () => {
    const lane = await teach();
    await lane.giveUp(3, school.now());
    await end();
    await says(0);
    const { verdict, reasons, totals } = await certificate();
    expect([verdict, reasons, totals.givenUp]).toEqual(['uncertain', ['gap'], 3]);
  });

  it('counts a gap of a gateway of which nothing else came in the lesson', async () => {
    await teach();
    await telemetryLane(school.stores).giveUp(7, school.now());
    await end();
    await says(0);
    const { reasons, lanes } = await certificate();
    expect(reasons).toEqual(['gap']);
    expect(lanes.map(({ runs, gaps }) => [runs.length, gaps.length]).sort()).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it('speaks of a running lesson so far', async () => {
    await teach();
    const { endedAt, until, totals } = await certificate();
    expect(endedAt).toBeNull();
    expect(until).toBeLessThanOrEqual(from + SECONDS * 1_000);
    expect(totals.missing).toBe(0);
  });

  it('is not signed where the ledger is broken', async () => {
    await teach();
    await end();
    await says(0);
    const { records } = school.stores;
    await school.restart({
      records: {
        ...records,
        inbox: {
          ...records.inbox,
          ledger: async (range) => {
            const { segments, gaps } = await records.inbox.ledger(range);
            return { segments: segments.map((each) => ({ ...each, prev: 'f'.repeat(64) })), gaps };
          },
        },
      },
    });
    const response = await school.get(`/api/lessons/${LESSON}/certificate`, await school.signIn('admin'));
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ code: 'TIZHI_CERTIFICATE_CHAIN' });
  });

  it('is noted: who had which lesson certified', async () => {
    await certificate('admin');
    expect(await school.stores.records.audit.latest(5)).toContainEqual(
      expect.objectContaining({ account: 'acc-admin', action: 'certificate', detail: LESSON }),
    );
  });

  it('has its names beside it, for the page', async () => {
    const response = await school.get(`/api/lessons/${LESSON}/pupils`, await school.signIn('teacher'));
    const { pupils } = LessonPupils.parse(await response.json());
    expect(pupils).toHaveLength(7);
    expect(pupils).toContainEqual({ subject: 's-7', name: '合成学生7', seat: 1 });
    expect((await school.get('/api/lessons/none/pupils', await school.signIn('teacher'))).status).toBe(404);
    expect((await school.get('/api/lessons/none/certificate', await school.signIn('teacher'))).status).toBe(
      404,
    );
  });
});

describe("the school's key", () => {
  it('is made once, for its owner only, and read from then on', () => {
    const folder = temporaryFolder();
    const file = join(folder.path, 'new', 'certificate.key');
    const { publicKey } = openSchoolKey(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toContain('BEGIN PRIVATE KEY');
    expect(openSchoolKey(file).publicKey).toBe(publicKey);
    folder.remove();
  });

  it.each(['', 'no key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'])(
    'that is none (%j) is refused, and not replaced',
    (text) => {
      const folder = temporaryFolder();
      const file = join(folder.path, 'certificate.key');
      writeFileSync(file, text);
      expect(() => openSchoolKey(file)).toThrow(/Ed25519/);
      expect(readFileSync(file, 'utf8')).toBe(text);
      folder.remove();
    },
  );
});
