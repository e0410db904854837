import { ClassId, DeviceId, LessonMessage, RosterMessage, SubjectId } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { bindingsFrom } from './lesson-bindings.ts';

const pupil = (subject: string, inClass: string, tag: string | null) => ({
  subject: SubjectId.parse(subject),
  class: ClassId.parse(inClass),
  tag,
  sex: 'male' as const,
  maxBpm: 205,
  ceilingBpm: 185,
});
const { pupils } = RosterMessage.parse({
  version: 1,
  pupils: [pupil('s1', 'c1', '1'), pupil('s2', 'c1', '2'), pupil('s3', 'c2', '1'), pupil('s4', 'c2', '4')],
});
const { lessons } = LessonMessage.parse({
  version: 1,
  lessons: [
    {
      lesson: 'l1',
      class: 'c1',
      startedAt: 1_000,
      plannedEndAt: 9_000,
      bindings: [
        { device: 'strap-1', subject: 's1', from: 1_000, to: 2_000 },
        { device: 'strap-1', subject: 's2', from: 2_000, to: null },
        { device: 'jump-1', subject: 's2', from: 1_000, to: null },
      ],
    },
  ],
});
const bindings = bindingsFrom({ pupils, lessons });
const strap = DeviceId.parse('strap-1');
const jump = DeviceId.parse('jump-1');
const owner = (tag: string | null, at = 5_000, station = jump) => bindings.attemptOwner({ station, tag, at });

describe('lesson bindings', () => {
  it.each([
    [999, undefined],
    [1_000, 's1'],
    [1_999, 's1'],
    [2_000, 's2'],
    [1_000_000, 's2'],
  ])('at %d the strap is on %s', (at, subject) => {
    expect(bindings.wearer(strap, at)?.subject).toBe(subject);
  });

  it('brings the pupil and her limits along', () => {
    expect(bindings.wearer(strap, 1_500)).toMatchObject({ lesson: 'l1', pupil: { ceilingBpm: 185 } });
  });

  it('knows nobody for a strap that nobody bound', () => {
    expect(bindings.wearer(DeviceId.parse('strap-9'), 5_000)).toBeUndefined();
  });

  it('finds the pupil by tag, in the class that has a lesson where two share a bib', () => {
    expect(owner('1')).toEqual({ subject: 's1', lesson: 'l1' });
  });

  it('names a pupil of another class without a lesson', () => {
    expect(owner('4')).toEqual({ subject: 's4', lesson: null });
  });

  it('guesses nobody for an unknown tag, or for a shared one when no lesson decides', () => {
    expect(owner('77')).toEqual({ subject: null, lesson: 'l1' });
    expect(owner('1', 500)).toEqual({ subject: null, lesson: null });
  });

  it('falls back to the station’s own binding where it prints no tag', () => {
    expect(owner(null)).toEqual({ subject: 's2', lesson: 'l1' });
    expect(owner(null, 5_000, DeviceId.parse('jump-2'))).toEqual({ subject: null, lesson: 'l1' });
  });

  it('lists the tags of the class that has a lesson', () => {
    expect(bindings.tags).toEqual(['1', '2']);
    expect(bindingsFrom({ pupils, lessons: [] }).tags).toEqual(['1', '2', '1', '4']);
  });
});
