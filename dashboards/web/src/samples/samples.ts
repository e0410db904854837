import {
  AlertView,
  Certificate,
  GatewayView,
  LessonSummary,
  LiveDevice,
  LiveFrame,
  LiveTile,
  ScoredAttempt,
  SubjectId,
} from '@tizhi/contracts';

/** Synthetic messages for tests: each is parsed with its schema, so that a test cannot invent a shape. */

export const subject = (n: number): SubjectId => SubjectId.parse(`pupil-${n}`);

export const tile = (seat: number, changes: Partial<LiveTile> = {}): LiveTile =>
  LiveTile.parse({
    subject: subject(seat),
    device: `strap-${seat}`,
    name: `虚构${seat}`,
    seat,
    bpm: 120,
    zone: 2,
    doubt: null,
    at: 100_000,
    ageMs: 0,
    freshness: 'fresh',
    alert: false,
    ...changes,
  });

export const frame = (serverAt: number, tiles: readonly LiveTile[]): LiveFrame =>
  LiveFrame.parse({
    ...{ lesson: 'lesson-1', serverAt, heard: tiles.length, tiles },
    coverage: { heard: tiles.length, expected: tiles.length, withinMs: 3_000 },
    devices: tiles.map(({ subject, device }) =>
      liveDevice(device === null ? { subject } : { subject, device }),
    ),
  });

export const liveDevice = (changes: Partial<LiveDevice> = {}): LiveDevice =>
  LiveDevice.parse({
    ...{ device: 'strap-1', subject: subject(1), ageMs: 0, signal: 'good' },
    ...{ battery: null, spo2: null, temperature: null },
    ...changes,
  });

export const lesson = (changes: Partial<LessonSummary> = {}): LessonSummary =>
  LessonSummary.parse({
    lesson: 'lesson-1',
    class: 'class-1',
    className: '虚构一班',
    grade: '7',
    startedAt: 1_000_000,
    plannedEndAt: 3_700_000,
    endedAt: null,
    pupils: 45,
    ...changes,
  });

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const attempt = (n: number, changes: Partial<ScoredAttempt> = {}): ScoredAttempt =>
  ScoredAttempt.parse({
    attempt: uuid(n),
    item: 'standing_long_jump',
    value: 182,
    unit: 'cm',
    display: '182',
    at: 1_000_000 + n,
    receivedAt: 1_000_500 + n,
    station: 'station-1',
    lesson: 'lesson-1',
    subject: 'pupil-1',
    name: '虚构1',
    seat: 1,
    className: '虚构一班',
    grade: '7',
    sex: 'male',
    doubt: null,
    score: 70,
    bonus: 0,
    level: 'pass',
    bmi: null,
    standardVersion: 'CN-NSPFS-2014',
    ...changes,
  });

export const alert = (n: number, changes: Partial<AlertView> = {}): AlertView =>
  AlertView.parse({
    kind: 'alert',
    alert: uuid(n),
    rule: { id: 'sustained', version: 1 },
    state: 'raised',
    severity: 'warning',
    from: 10_000 * n,
    at: 10_000 * n + 5_000,
    device: `strap-${n}`,
    subject: subject(n),
    lesson: 'lesson-1',
    evidence: { kind: 'heart_rate_above', ceilingBpm: 185, maxBpm: 195, sustainedMs: 5_000, series: [] },
    name: `虚构${n}`,
    seat: n,
    className: '虚构一班',
    clearedAt: null,
    ...changes,
  });

export const gateway = (
  changes: Partial<GatewayView> = {},
  last: Partial<NonNullable<GatewayView['last']>> = {},
): GatewayView =>
  GatewayView.parse({
    gateway: 'gw-field',
    online: true,
    heardAt: 1_000_000,
    ageMs: 2_000,
    last: {
      version: '0.1.0',
      startedAt: 900_000,
      lanes: {
        alert: { queued: 0, dropped: 0 },
        result: { queued: 0, dropped: 0 },
        telemetry: { queued: 0, dropped: 0 },
      },
      sourcesUp: 2,
      sources: 2,
      rejected: 0,
      diskFull: false,
      damaged: 0,
      clock: { skewMs: 0, errorMs: 12 },
      ...last,
    },
    ...changes,
  });

/** Ten minutes of one strap with a silence and a loss. */
export const certificate = (changes: Partial<Certificate> = {}): Certificate =>
  Certificate.parse({
    format: 'tizhi-certificate/1',
    school: 'school-1',
    lesson: 'lesson-1',
    class: 'class-1',
    startedAt: 1_000_000,
    endedAt: 1_600_000,
    until: 1_600_000,
    issuedAt: 1_700_000,
    devices: [
      {
        device: 'strap-1',
        subject: 'pupil-1',
        from: 1_000_000,
        to: 1_600_000,
        gateways: ['gw-field'],
        heard: 450,
        stored: 445,
        doubtful: 3,
        missing: [{ gateway: 'gw-field', from: 1_060_000, to: 1_066_000, readings: 5 }],
        silences: [{ from: 1_300_000, to: 1_450_000 }],
        awaited: [],
        restarts: [],
        firstAt: 1_000_000,
        lastAt: 1_599_000,
        largestErrorMs: 12,
        unverified: 0,
      },
    ],
    lanes: [],
    coverage: [{ gateway: 'gw-field', until: 1_690_000 }],
    totals: { devices: 1, heard: 450, stored: 445, doubtful: 3, missing: 5, messages: 0, givenUp: 0 },
    verdict: 'missing',
    reasons: ['unchained'],
    ...changes,
  });
