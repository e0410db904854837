import { Certificate, chainNext, type Instant } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  certify,
  committed,
  END,
  EPOCH,
  GATEWAY,
  heard,
  lesson,
  START,
  sha256,
  strap,
} from './certificate.fixture.ts';
import { laneProof } from './lane-proof.ts';

const second = (n: number): Instant => START + n * 1_000;
const both = (changes: Parameters<typeof heard>[1]) => [...heard(1, changes), ...heard(2, { count: 600 })];
const ofStrap1 = (certificate: Certificate) => certificate.devices[0];

describe('a certificate', () => {
  it('says of a lesson without a loss that every reading heard is stored, and how many are doubtful', () => {
    const certificate = certify({ readings: both({ count: 600 }) });
    expect(Certificate.parse(certificate)).toEqual(certificate);
    expect(certificate).toMatchObject({ verdict: 'doubtful', reasons: [], until: END });
    expect(certificate.totals).toEqual({
      devices: 2,
      heard: 1200,
      stored: 1200,
      doubtful: 172,
      missing: 0,
      messages: 20,
      givenUp: 0,
    });
    expect(ofStrap1(certificate)).toMatchObject({
      device: 'strap-1',
      subject: 's-1',
      gateways: [GATEWAY],
      missing: [],
      silences: [],
      awaited: [],
      firstAt: START,
      lastAt: second(599),
      largestErrorMs: 39,
      unverified: 120,
    });
  });

  it('is complete where nothing is doubtful', () => {
    const readings = both({ count: 600 }).map((reading) => ({ ...reading, doubtful: false }));
    expect(certify({ readings }).verdict).toBe('complete');
  });

  it('counts a jump of the number as a loss, and names the time between the readings around it', () => {
    const certificate = certify({ readings: both({ count: 600, lost: [11, 12, 13, 300] }) });
    expect(certificate.verdict).toBe('missing');
    expect(certificate.totals).toMatchObject({ heard: 1200, stored: 1196, missing: 4 });
    expect(ofStrap1(certificate)?.missing).toEqual([
      { gateway: GATEWAY, from: second(9), to: second(13), readings: 3 },
      { gateway: GATEWAY, from: second(298), to: second(300), readings: 1 },
    ]);
  });

  it('sees whatever set of numbers is lost between two that are there', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 2, max: 599 }), { maxLength: 80 }), (lost) => {
        const certificate = certify({ readings: both({ count: 600, lost }) });
        expect(certificate.totals.missing).toBe(lost.length);
        expect(ofStrap1(certificate)).toMatchObject({ heard: 600, stored: 600 - lost.length });
      }),
      { numRuns: 50 },
    );
  });

  it('looks at the readings just outside the lesson: a jump across its edge is a loss of the lesson', () => {
    const around = heard(1, { count: 1_200, from: second(-300), lost: [299, 300, 301, 302, 899, 900, 901] });
    const certificate = certify({
      readings: [...around, ...heard(2, { count: 600 })],
      issuedAt: END + 400_000,
    });
    expect(ofStrap1(certificate)?.missing).toEqual([
      { gateway: GATEWAY, from: second(-3), to: second(2), readings: 4 },
      { gateway: GATEWAY, from: second(597), to: second(601), readings: 3 },
    ]);
    expect(ofStrap1(certificate)?.stored).toBe(596);
  });

  it('tells a silence from a loss: the number goes on, so nothing was heard', () => {
    const readings = heard(1, { count: 600 }).map((reading) =>
      reading.n > 100 ? { ...reading, at: reading.at + 60_000 } : reading,
    );
    const certificate = certify({ readings: [...readings, ...heard(2, { count: 600 })] });
    expect(certificate.verdict).toBe('doubtful');
    expect(ofStrap1(certificate)).toMatchObject({
      missing: [],
      silences: [{ from: second(99), to: second(160) }],
    });
  });

  it('has a silence from the beginning for a strap that was never heard', () => {
    const certificate = certify({ readings: heard(2, { count: 600 }) });
    expect(ofStrap1(certificate)).toMatchObject({
      heard: 0,
      stored: 0,
      silences: [{ from: START, to: END }],
      firstAt: null,
      lastAt: null,
    });
  });

  it('awaits what a gateway may still hold, instead of calling it silence', () => {
    const certificate = certify({
      readings: both({ count: 100 }),
      coverage: [{ gateway: GATEWAY, until: second(300) }],
    });
    expect(certificate).toMatchObject({ verdict: 'uncertain', reasons: ['awaited'] });
    expect(ofStrap1(certificate)).toMatchObject({
      silences: [{ from: second(99), to: second(300) }],
      awaited: [{ from: second(300), to: END }],
    });
    const unknown = certify({ readings: [], coverage: [{ gateway: GATEWAY, until: null }], lanes: [] });
    expect(unknown.devices.map(({ silences, awaited }) => [silences, awaited])).toEqual([
      [[], [{ from: START, to: END }]],
      [[], [{ from: START, to: END }]],
    ]);
  });

  it('says that a count began anew, and does not call it complete', () => {
    const readings = [...heard(1, { count: 200 }), ...heard(1, { count: 300, from: second(220) })];
    const certificate = certify({ readings: [...readings, ...heard(2, { count: 600 })] });
    expect(certificate).toMatchObject({ verdict: 'uncertain', reasons: ['restarted'] });
    expect(ofStrap1(certificate)).toMatchObject({
      heard: 500,
      missing: [],
      restarts: [{ gateway: GATEWAY, at: second(220) }],
    });
  });

  it('takes two readings in the wrong order (a clock corrected between them) for neither', () => {
    const readings = both({ count: 600 }).map((reading) => {
      if (reading.device !== strap(1)) return reading;
      if (reading.n === 50) return { ...reading, at: reading.at + 700 };
      return reading.n === 51 ? { ...reading, at: reading.at - 700 } : reading;
    });
    expect(ofStrap1(certify({ readings }))).toMatchObject({ heard: 600, missing: [], restarts: [] });
  });

  it('counts a reading for the pupil who wore the strap then', () => {
    const [first, second_] = lesson.bindings;
    if (first === undefined || second_ === undefined) throw new Error('no bindings');
    const handedOver = {
      ...lesson,
      bindings: [
        { ...first, to: second(200) },
        { ...second_, device: strap(1), from: second(250) },
      ],
    };
    const certificate = certify({
      readings: heard(1, { count: 600, lost: [201, 400] }),
      of: handedOver,
    });
    expect(
      certificate.devices.map(({ subject, stored, missing }) => [subject, stored, missing.length]),
    ).toEqual([
      ['s-1', 200, 1],
      ['s-2', 349, 1],
    ]);
    expect(certificate.totals).toMatchObject({ heard: 551, missing: 2 });
  });

  it('speaks of a running lesson until where its gateways have sent everything', () => {
    const running = { ...lesson, endedAt: null };
    const certificate = certify({
      readings: both({ count: 600 }),
      of: running,
      issuedAt: second(300),
      coverage: [{ gateway: GATEWAY, until: second(298) }],
    });
    expect(certificate).toMatchObject({ endedAt: null, until: second(298), verdict: 'doubtful' });
    expect(certificate.totals.stored).toBe(2 * 298);
    const cut = certify({
      readings: both({ count: 100 }),
      of: running,
      issuedAt: second(300),
      coverage: [{ gateway: GATEWAY, until: second(99) }],
    });
    expect(cut).toMatchObject({ until: second(300), verdict: 'uncertain', reasons: ['awaited'] });
  });

  it('is uncertain where stored readings have no message in the ledger', () => {
    expect(certify({ readings: both({ count: 600 }), lanes: [] }).reasons).toEqual(['unchained']);
  });
});

describe('the proof of a lane', () => {
  const lane = { gateway: GATEWAY, epoch: EPOCH };

  it('joins consecutive commits to one run', () => {
    const { runs, gaps, elsewhere } = laneProof(lane, committed(1, 10), []);
    expect(runs).toMatchObject([{ fromSeq: 1, toSeq: 10, rows: 120 }]);
    expect(runs[0]?.hashes).toHaveLength(10);
    expect([gaps, elsewhere]).toEqual([[], []]);
  });

  it('accounts for what is between two runs: given up, or stored at another time', () => {
    const link = (prev: string) => chainNext(sha256, { prev, seq: 1, bodyHash: sha256('x') });
    const parts = [...committed(1, 3), ...committed(20, 22, link('a')), ...committed(30, 31, link('b'))];
    const gaps = [
      { fromSeq: 6, toSeq: 9 },
      { fromSeq: 32, toSeq: 40 },
      { fromSeq: 99, toSeq: 99 },
    ];
    const proof = laneProof(lane, parts, gaps);
    expect(proof.runs.map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([
      [1, 3],
      [20, 22],
      [30, 31],
    ]);
    expect(proof.gaps).toEqual(gaps.slice(0, 2));
    expect(proof.elsewhere).toEqual([
      { fromSeq: 4, toSeq: 5 },
      { fromSeq: 10, toSeq: 19 },
      { fromSeq: 23, toSeq: 29 },
    ]);
  });

  it('makes a certificate uncertain where messages were given up, though no number jumps', () => {
    const given = laneProof(lane, committed(1, 20), [{ fromSeq: 21, toSeq: 24 }]);
    const certificate = certify({ readings: both({ count: 600 }), lanes: [given] });
    expect(certificate).toMatchObject({ verdict: 'uncertain', reasons: ['gap'], totals: { givenUp: 4 } });
  });
});
