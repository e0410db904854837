import type { AlertBody, Binding, ClassId, DeviceId, LessonId, SchoolId, SubjectId } from '@tizhi/contracts';
import type { Pupil } from '@tizhi/storage';
import { describe, expect, it } from 'vitest';
import type { AlertBook } from '../alerts/alert-book.ts';
import type { BoundLesson } from '../school/lesson-book.ts';
import type { DeviceBook, DeviceNews } from './device-book.ts';
import { freshnessOf, liveFrame } from './live-lesson.ts';
import { type LatestHeart, type LiveState, NOTHING_HEARD } from './live-state.ts';

const NOW = 1_800_000_000_000;
const MONO = 5_000_000;
const STARTED = NOW - 600_000;
const id = (text: string) => text as SubjectId & DeviceId & ClassId & LessonId & SchoolId;

const pupil = (seat: number, changes: Partial<Pupil> = {}): Pupil => ({
  subject: id(`s-${seat}`),
  school: id('sch'),
  class: id('class-1'),
  seat,
  tag: null,
  sex: 'male',
  birthDate: '2013-09-01',
  measuredMaxBpm: 200,
  name: `合成${seat}`,
  studentNumber: `SYN-${seat}`,
  ...changes,
});
const bound = (seat: number, device: string, from = STARTED, to: number | null = null): Binding => ({
  subject: id(`s-${seat}`),
  device: id(device),
  from,
  to,
});
const lesson = (bindings: readonly Binding[]): BoundLesson => ({
  lesson: id('lesson'),
  school: id('sch'),
  class: id('class-1'),
  startedAt: STARTED,
  plannedEndAt: NOW + 600_000,
  endedAt: null,
  bindings,
});
const heard = (hearts: Record<string, Partial<LatestHeart>>): LiveState => ({
  ...NOTHING_HEARD,
  hearts: new Map(
    Object.entries(hearts).map(([device, heart]) => [
      id(device),
      { at: NOW, mono: MONO - (NOW - (heart.at ?? NOW)), bpm: 120, doubt: null, ...heart },
    ]),
  ),
});
const show = (
  state: LiveState,
  bindings: readonly Binding[],
  pupils: readonly Pupil[] = [pupil(1)],
  {
    now = NOW,
    alerts = new Map(),
    book = new Map(),
  }: { now?: number; alerts?: AlertBook; book?: DeviceBook } = {},
) =>
  liveFrame({
    state,
    book,
    alerts,
    lesson: lesson(bindings),
    pupils: new Map(pupils.map((each) => [each.subject, each])),
    moment: { now, mono: MONO + (now - NOW) },
  });

describe('freshness', () => {
  it.each([
    [0, 'fresh'],
    [3_000, 'fresh'],
    [3_001, 'stale'],
    [15_000, 'stale'],
    [15_001, 'silent'],
  ])('%d ms ago is %s', (ago, expected) => {
    expect(freshnessOf(ago)).toBe(expected);
  });
  it('never heard is silent', () => {
    expect(freshnessOf(null)).toBe('silent');
  });
});

describe('a live frame', () => {
  it('shows the whole class in seat order, with and without straps, and guests after them', () => {
    const pupils = [
      pupil(3),
      pupil(1, { class: id('class-2') }),
      pupil(2),
      pupil(9, { class: id('class-2') }),
    ];
    const frame = show(heard({ a: {}, b: {} }), [bound(1, 'a'), bound(3, 'b')], pupils);
    expect(frame.tiles.map(({ subject, device }) => [subject, device])).toEqual([
      ['s-2', null],
      ['s-3', 'b'],
      ['s-1', 'a'],
    ]);
    expect(frame.heard).toBe(2);
  });

  it('shows rate and zone of a fresh sample', () => {
    const [tile] = show(heard({ a: { bpm: 150 } }), [bound(1, 'a')]).tiles;
    expect(tile).toMatchObject({
      name: '合成1',
      seat: 1,
      bpm: 150,
      zone: 3,
      freshness: 'fresh',
      doubt: null,
    });
  });

  it('has no number but the reason for a doubtful sample', () => {
    const [tile] = show(heard({ a: { bpm: null, doubt: 'no_contact' } }), [bound(1, 'a')]).tiles;
    expect(tile).toMatchObject({ bpm: null, zone: null, doubt: 'no_contact', freshness: 'fresh' });
  });

  it('keeps a stale number and drops a silent one, but not the time it was heard', () => {
    const tileAt = (ago: number) => show(heard({ a: { at: NOW - ago } }), [bound(1, 'a')]).tiles[0];
    expect(tileAt(10_000)).toMatchObject({ bpm: 120, freshness: 'stale' });
    expect(tileAt(20_000)).toMatchObject({ bpm: null, zone: null, freshness: 'silent', at: NOW - 20_000 });
  });

  it('never shows what the strap heard of the pupil who wore it before', () => {
    const handedOver = NOW - 2_000;
    const bindings = [bound(1, 'a', STARTED, handedOver), bound(2, 'a', handedOver)];
    const at = (time: number) => show(heard({ a: { at: time } }), bindings, [pupil(1), pupil(2)]).tiles;
    expect(at(handedOver - 1).map((tile) => tile.bpm)).toEqual([120, null]);
    expect(at(handedOver).map((tile) => tile.bpm)).toEqual([null, 120]);
  });

  it('follows a pupil to another strap, and keeps the last one after the lesson', () => {
    const bindings = [bound(1, 'a', STARTED, NOW - 5_000), bound(1, 'b', NOW - 5_000, NOW - 1_000)];
    expect(show(heard({ a: {}, b: { at: NOW - 2_000 } }), bindings).tiles[0]).toMatchObject({
      device: 'b',
      bpm: 120,
    });
    const future = bound(1, 'c', NOW + 1);
    expect(show(heard({ c: {} }), [...bindings, future]).tiles[0]?.device).toBe('b');
  });

  it('marks an open alert of this lesson, or of none since it began', () => {
    const marked = (lessonOf: string | null, from: number, clearedAt: number | null = null) => {
      const body = { subject: id('s-1'), lesson: lessonOf, from } as unknown as AlertBody;
      const alerts: AlertBook = new Map([['x' as never, { body, clearedAt, stored: true }]]);
      return show(NOTHING_HEARD, [bound(1, 'a')], [pupil(1)], { alerts }).tiles[0]?.alert;
    };
    expect(marked('lesson', NOW)).toBe(true);
    expect(marked('lesson', NOW, NOW)).toBe(false);
    expect(marked('another', NOW)).toBe(false);
    expect(marked(null, NOW)).toBe(true);
    expect(marked(null, STARTED - 1)).toBe(false);
  });
});

describe('the devices of a lesson', () => {
  const pupils = [pupil(1), pupil(2), pupil(3), pupil(4)];
  const told = (ago: number, values: DeviceNews['told'] = {}): DeviceNews => ({
    ...{ at: NOW - ago, mono: MONO - ago, told: values },
  });

  it('are counted as heard whatever they told in the last 3 s, of those worn now', () => {
    const bindings = [
      bound(1, 'a'),
      bound(2, 'b'),
      bound(3, 'c'),
      bound(4, 'd', STARTED, NOW - 1), // given back
    ];
    const book = new Map([[id('b'), told(3_000)]]);
    const frame = show(heard({ a: {}, b: { at: NOW - 9_000 }, d: {} }), bindings, pupils, { book });
    expect(frame.coverage).toEqual({ heard: 2, expected: 3, withinMs: 3_000 });
    expect(frame.devices.map(({ device, ageMs }) => [device, ageMs])).toEqual([
      ['a', 0],
      ['b', 3_000],
      ['c', null],
    ]);
  });

  it('show their battery, and of their wearer only what was measured while she wore them', () => {
    const values = { at: NOW - 5_000, value: 97 };
    const book = new Map([[id('a'), told(5_000, { battery: { at: 7, value: 15 }, spo2: values })]]);
    const deviceFrom = (from: number) => show(heard({}), [bound(1, 'a', from)], pupils, { book }).devices[0];
    expect(deviceFrom(NOW - 5_000)).toMatchObject({ battery: 15, spo2: 97, temperature: null });
    expect(deviceFrom(NOW - 4_999)).toMatchObject({ battery: 15, spo2: null });
  });

  it.each([
    [{ doubt: null }, 'good'],
    [{ bpm: null, doubt: 'no_contact' as const }, 'no_contact'],
    [{ bpm: null, doubt: 'poor_signal' as const }, 'poor'],
  ])('with %o have the signal %s', (heart, signal) => {
    expect(show(heard({ a: heart }), [bound(1, 'a')]).devices[0]?.signal).toBe(signal);
    expect(show(heard({}), [bound(1, 'a')]).devices[0]?.signal).toBeNull();
  });
});
