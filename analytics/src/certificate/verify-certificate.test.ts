import { Certificate, type SignedCertificate } from '@tizhi/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import {
  certify,
  committed,
  crypto,
  END,
  EPOCH,
  GATEWAY,
  heard,
  sha256,
  testKey,
} from './certificate.fixture.ts';
import { laneProof } from './lane-proof.ts';
import { digestOf, verifyCertificate } from './verify-certificate.ts';
import { dataProblem } from './verify-data.ts';

const school = testKey();
const forger = testKey();

const readings = [...heard(1, { count: 500, lost: [11, 12, 13, 300] }), ...heard(2, { count: 600 })];
const lanes = [
  laneProof(
    { gateway: GATEWAY, epoch: EPOCH },
    [...committed(1, 12), ...committed(20, 25, sha256('before 20'))],
    [{ fromSeq: 15, toSeq: 16 }],
  ),
];
const honest = certify({ readings, lanes });
const signed = school.sign(honest);

const check = (json: unknown, key?: string) => {
  const result = verifyCertificate(json, { crypto, key });
  return result.ok ? 'ok' : result.failure.code;
};

describe('an honest certificate', () => {
  it('is accepted, also with the school key and after a trip through JSON', () => {
    expect(honest).toMatchObject({ verdict: 'missing', reasons: ['gap'] });
    expect(check(signed)).toBe('ok');
    expect(check(JSON.parse(JSON.stringify(signed)), school.publicKey)).toBe('ok');
  });

  it('has the same digest however its JSON is printed', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, each]) => [key, turned(each)]),
      );
    };
    const other = turned(signed) as SignedCertificate;
    expect(JSON.stringify(other)).not.toBe(JSON.stringify(signed));
    expect(check(other)).toBe('ok');
  });

  it.each([
    [[], '[]'],
    [{ b: [1, null, 'é"\n'], a: { d: true, c: 1.5 } }, '{"a":{"c":1.5,"d":true},"b":[1,null,"é\\"\\n"]}'],
    [
      { '\u20ac': 1, '\r': 2, '1': 3, '\u{1f600}': 4, '\ufb33': 5 },
      '{"\\r":2,"1":3,"€":1,"😀":4,"\ufb33":5}',
    ],
  ])('canonical JSON of %o', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('agrees with the data it was counted from, in any order', () => {
    expect(dataProblem(honest, readings)).toBeUndefined();
    expect(dataProblem(honest, readings.toReversed())).toBeUndefined();
  });

  it('whatever was lost, fell silent or began anew is borne out by its own parts and by the data', () => {
    const scene = fc.record({
      lost: fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 40 }),
      silence: fc.integer({ min: 0, max: 60_000 }),
      again: fc.integer({ min: 0, max: 100 }),
      covered: fc.integer({ min: END - 600_000, max: END + 60_000 }),
      running: fc.boolean(),
    });
    fc.assert(
      fc.property(scene, ({ lost, silence, again, covered, running }) => {
        const first = heard(1, { count: 300, lost }).map((reading) =>
          reading.n > 150 ? { ...reading, at: reading.at + silence } : reading,
        );
        const then = heard(1, { count: again, from: END - 150_000 });
        const scenes = [...first, ...then, ...heard(2, { count: 400 })];
        const certificate = certify({
          readings: scenes,
          lanes,
          coverage: [{ gateway: GATEWAY, until: covered }],
          ...(running ? { of: { ...lessonOf(honest), endedAt: null }, issuedAt: END } : {}),
        });
        expect(Certificate.parse(certificate)).toEqual(certificate);
        expect(check(school.sign(certificate), school.publicKey)).toBe('ok');
        expect(dataProblem(certificate, scenes)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });
});

const lessonOf = ({ school: of, lesson, class: inClass, startedAt, endedAt, devices }: Certificate) => ({
  school: of,
  lesson,
  class: inClass,
  startedAt,
  endedAt,
  bindings: devices.map(({ device, subject, from }) => ({ device, subject, from, to: null })),
});

/** Where something stands in a value: the names and indices that lead there. */
type Path = readonly (string | number)[];
const pathsOf = (value: unknown, at: Path = []): Path[] =>
  typeof value !== 'object' || value === null
    ? [at]
    : [
        at,
        ...Object.entries(value).flatMap(([key, each]) =>
          pathsOf(each, [...at, Array.isArray(value) ? Number(key) : key]),
        ),
      ];

/** Another value of the same type in the same place; a list or an object loses a member. */
function tampered(value: unknown, path: Path, n: number): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return otherThan(value, n);
  if (Array.isArray(value)) return value.map((each, i) => (i === step ? tampered(each, rest, n) : each));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, each]) => [
      key,
      key === step ? tampered(each, rest, n) : each,
    ]),
  );
}
function otherThan(value: unknown, n: number): unknown {
  if (typeof value === 'number') return value + 1 + n;
  if (typeof value === 'string') {
    const at = n % value.length;
    return `${value.slice(0, at)}${value[at] === '0' ? '1' : '0'}${value.slice(at + 1)}`;
  }
  if (value === null) return 1 + n;
  if (Array.isArray(value)) return value.length === 0 ? [1] : value.filter((_, i) => i !== n % value.length);
  const names = Object.keys(value as object);
  return Object.fromEntries(
    Object.entries(value as object).filter(([key]) => key !== names[n % names.length]),
  );
}

describe('tampering', () => {
  const places = pathsOf(honest);
  const anywhere = fc.record({ path: fc.constantFrom(...places), n: fc.nat(50) });

  it('anywhere in the certificate is refused', () => {
    expect(places.length).toBeGreaterThan(100);
    fc.assert(
      fc.property(anywhere, ({ path, n }) => {
        const certificate = tampered(honest, path, n);
        expect(certificate).not.toEqual(honest);
        expect(check({ ...signed, certificate })).toMatch(/TIZHI_CERTIFICATE_(ALTERED|FORMAT)/);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused with a digest that fits, too: the signature does not', () => {
    fc.assert(
      fc.property(anywhere, ({ path, n }) => {
        const certificate = tampered(honest, path, n) as Certificate;
        const again = { ...signed, certificate, digest: digestOf(sha256, certificate) };
        expect(check(again)).toMatch(/TIZHI_CERTIFICATE_(SIGNATURE|FORMAT)/);
      }),
      { numRuns: 300 },
    );
  });

  it("is refused when signed anew with another key, by whoever has the school's", () => {
    fc.assert(
      fc.property(anywhere, ({ path, n }) => {
        const forged = forger.sign(tampered(honest, path, n) as Certificate);
        expect(check(forged, school.publicKey)).toMatch(/TIZHI_CERTIFICATE_(KEY|FORMAT)/);
      }),
      { numRuns: 300 },
    );
  });

  it('of digest, key or signature is refused', () => {
    for (const part of ['digest', 'publicKey', 'signature'] as const)
      expect(check({ ...signed, [part]: otherThan(signed[part], 7) })).not.toBe('ok');
    expect(check({ ...signed, publicKey: forger.publicKey })).toBe('TIZHI_CERTIFICATE_SIGNATURE');
    expect(check({ ...signed, extra: 1 })).toBe('TIZHI_CERTIFICATE_FORMAT');
    for (const nothing of [null, 1, 'x', [], {}, signed.certificate])
      expect(check(nothing)).toBe('TIZHI_CERTIFICATE_FORMAT');
  });

  const [first, second] = honest.devices;
  const [lane] = honest.lanes;
  const [run, ...runs] = lane?.runs ?? [];
  if (first === undefined || second === undefined || lane === undefined || run === undefined)
    throw new Error('the fixture has two devices and a lane');
  const withLane = (changes: Partial<typeof lane>) => ({ ...honest, lanes: [{ ...lane, ...changes }] });
  const withFirst = (changes: Partial<typeof first>) => ({
    ...honest,
    devices: [{ ...first, ...changes }, second],
  });

  it.each<[string, Certificate, string]>([
    ['a count of stored readings', withFirst({ stored: first.stored + 1 }), 'COUNT'],
    ['a count and its sum', withFirst({ stored: first.stored + 4, heard: first.heard + 4 }), 'COUNT'],
    ['a doubtful reading', withFirst({ doubtful: first.doubtful - 1 }), 'COUNT'],
    ['a missing interval', withFirst({ missing: first.missing.slice(1) }), 'COUNT'],
    ['a device', { ...honest, devices: [second] }, 'COUNT'],
    ['the verdict', { ...honest, verdict: 'complete' }, 'COUNT'],
    ['the reasons', { ...honest, reasons: [] }, 'COUNT'],
    ['a total', { ...honest, totals: { ...honest.totals, missing: 0 } }, 'COUNT'],
    ['when the gateways had sent everything', { ...honest, coverage: [] }, 'COUNT'],
    [
      'one hash',
      withLane({ runs: [{ ...run, hashes: [sha256('x'), ...run.hashes.slice(1)] }, ...runs] }),
      'CHAIN',
    ],
    ['a message', withLane({ runs: [{ ...run, hashes: run.hashes.slice(1) }, ...runs] }), 'CHAIN'],
    ['a chain', withLane({ runs: [{ ...run, chain: sha256('x') }, ...runs] }), 'CHAIN'],
    ['where a lane begins', withLane({ runs: [{ ...run, prev: sha256('x') }, ...runs] }), 'CHAIN'],
    ['the gap', withLane({ gaps: [] }), 'CHAIN'],
    ['what is elsewhere', withLane({ elsewhere: lane.elsewhere.slice(1) }), 'CHAIN'],
    ['a run', withLane({ runs }), 'COUNT'],
  ])('with %s is caught by the certificate alone, even signed anew', (_what, certificate, kind) => {
    const refused = verifyCertificate(forger.sign(certificate), { crypto });
    expect(refused.ok ? 'ok' : refused.failure.code).toBe(`TIZHI_CERTIFICATE_${kind}`);
  });

  it.each([
    ['a loss that never was', { readings: readings.filter(({ n }) => n !== 77), lanes }],
    ['a doubt made good', { readings: readings.map((each) => ({ ...each, doubtful: false })), lanes }],
    [
      'a loss hidden by numbers made up',
      { readings: heard(1, { count: 500 }).concat(heard(2, { count: 600 })), lanes },
    ],
    [
      'a silence made shorter',
      { readings: heard(1, { count: 550, lost: [11, 12, 13, 300] }).concat(heard(2, { count: 600 })), lanes },
    ],
  ])('with %s, consistent in itself, is caught by the data', (_what, made) => {
    const consistent = certify(made);
    expect(check(forger.sign(consistent))).toBe('ok');
    expect(dataProblem(consistent, readings)?.code).toBe('TIZHI_CERTIFICATE_DATA');
  });
});
