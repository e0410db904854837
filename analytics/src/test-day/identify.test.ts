import type { TestDayDecision } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { allAttempts, place, pupil, resultOf, scene, station, subject } from './test-day.fixture.ts';

const ann = pupil('ann', { tag: 'card-a' });
const bo = pupil('bo', { tag: 'card-b' });
const eve = pupil('eve', { sex: 'female' });
const jump = { stations: [place('s-1', 'standing_long_jump')], rules: {} };
const once = {
  ...jump,
  rules: { standing_long_jump: { attempts: 1, counts: 'best', rounding: 'truncate' } as const },
};

const knownAs = (day: ReturnType<typeof scene>) =>
  allAttempts(day.fold())
    .toSorted((a, b) => a.at - b.at)
    .map((attempt) => [attempt.subject, attempt.knownBy]);

describe('whose an attempt is', () => {
  it("is the station's pupil before any bib, the bib before the card", () => {
    const day = scene([ann, bo], jump);
    day.decide({ kind: 'bib_given', tag: 'card-b', subject: ann.subject });
    day.hear('standing_long_jump', 200, { subject: bo.subject, tag: 'card-a' });
    day.hear('standing_long_jump', 201, { tag: 'card-b' });
    day.hear('standing_long_jump', 202, { tag: 'card-a' });
    expect(knownAs(day)).toEqual([
      ['bo', 'station'],
      ['ann', 'bib'],
      ['ann', 'card'],
    ]);
  });

  it('is nobody with a card that two pupils have', () => {
    const day = scene([ann, pupil('cy', { tag: 'card-a' })], jump);
    day.hear('standing_long_jump', 200, { tag: 'card-a' });
    expect(day.fold().tray).toHaveLength(1);
  });

  it('follows a bib that is handed on: the morning to one, the afternoon to the other', () => {
    const day = scene([ann, bo], jump);
    day.decide({ kind: 'bib_given', tag: '7', subject: ann.subject });
    day.hear('standing_long_jump', 200, { tag: '7' });
    day.decide({ kind: 'bib_given', tag: '7', subject: bo.subject });
    day.hear('standing_long_jump', 210, { tag: '7' });
    expect(resultOf(day.fold(), 'ann', 'standing_long_jump').value).toBe(200);
    expect(resultOf(day.fold(), 'bo', 'standing_long_jump').value).toBe(210);
  });

  it('leaves the tray when the bib is given after the jump', () => {
    const day = scene([ann], jump);
    day.hear('standing_long_jump', 200, { tag: '7' });
    expect(day.fold().tray).toHaveLength(1);
    day.decide({ kind: 'bib_given', tag: '7', subject: ann.subject });
    expect(knownAs(day)).toEqual([['ann', 'bib']]);
  });

  it('stays in the tray where a person put it, whatever bib is given later', () => {
    const day = scene([ann, bo], jump);
    const attempt = day.hear('standing_long_jump', 200, { tag: 'card-a' });
    day.decide({ kind: 'released', attempt, reason: 'not hers' });
    day.decide({ kind: 'bib_given', tag: 'card-a', subject: bo.subject });
    expect(day.fold().tray.map(({ attempt: id }) => id)).toEqual([attempt]);
  });

  it("is the tray's when the station names a boy for the girls' 800 m", () => {
    const day = scene([ann, eve], { stations: [place('s-1', 'run_800m')] });
    day.hear('run_800m', 230, { subject: ann.subject });
    expect(day.fold().tray).toMatchObject([{ subject: null, status: 'unclaimed', value: 230 }]);
  });

  it('is shown in the tray, of whatever station, once a person has decided on it', () => {
    const day = scene([ann], jump);
    const attempt = day.hear('standing_long_jump', 200, { station: station('elsewhere') });
    day.decide({ kind: 'released', attempt, reason: 'seen' });
    expect(day.fold().tray.map(({ attempt: id }) => id)).toEqual([attempt]);
  });

  it('is left out where neither the station nor the pupil is of the day', () => {
    const day = scene([ann], jump);
    day.hear('standing_long_jump', 200, { station: station('elsewhere'), subject: subject('stranger') });
    day.hear('standing_long_jump', 200, { station: station('elsewhere') });
    expect(allAttempts(day.fold())).toEqual([]);
  });
});

describe('the queue of a station', () => {
  const inOrder: TestDayDecision = {
    kind: 'queued',
    station: station('s-1'),
    subjects: [ann.subject, bo.subject],
  };
  const queue = (day: ReturnType<typeof scene>) => day.fold().stations[0]?.queue;

  it('gives each attempt without card and bib to the next pupil, who leaves when no attempt is left', () => {
    const day = scene([ann, bo], once);
    day.decide(inOrder);
    day.hear('standing_long_jump', 200);
    expect(queue(day)).toEqual(['bo']);
    day.hear('standing_long_jump', 210);
    expect(knownAs(day)).toEqual([
      ['ann', 'queue'],
      ['bo', 'queue'],
    ]);
    day.hear('standing_long_jump', 220);
    expect(day.fold().tray).toHaveLength(1);
  });

  it('keeps a pupil at its head for all three jumps, a foul included, and for what the station doubts', () => {
    const day = scene([ann, bo], jump);
    day.decide(inOrder);
    const first = day.hear('standing_long_jump', 200);
    day.decide({ kind: 'fouled', attempt: first, foul: 'over_line', reason: '' });
    day.hear('standing_long_jump', null, { doubt: 'no_value' });
    day.hear('standing_long_jump', 201);
    expect(queue(day)).toEqual(['ann', 'bo']);
    day.hear('standing_long_jump', 202);
    expect(queue(day)).toEqual(['bo']);
    expect(resultOf(day.fold(), 'ann', 'standing_long_jump').attemptsLeft).toBe(0);
  });

  it('sends a skipped pupil to its end', () => {
    const day = scene([ann, bo], once);
    day.decide(inOrder);
    day.decide({ kind: 'skipped', station: station('s-1'), subject: ann.subject });
    day.hear('standing_long_jump', 200);
    expect(knownAs(day)).toEqual([['bo', 'queue']]);
    expect(queue(day)).toEqual(['ann']);
  });

  it('passes over who has an exemption, and who has jumped with a card already', () => {
    const cy = pupil('cy');
    const day = scene([ann, bo, cy], once);
    day.decide({ ...inOrder, subjects: [ann.subject, bo.subject, cy.subject] });
    day.decide({
      kind: 'state_set',
      subject: ann.subject,
      item: 'standing_long_jump',
      state: 'exempt',
      reason: 'form',
    });
    day.hear('standing_long_jump', 200, { tag: 'card-b' });
    day.hear('standing_long_jump', 201);
    expect(knownAs(day)).toEqual([
      ['bo', 'card'],
      ['cy', 'queue'],
    ]);
  });

  it('gives the jump back to who jumped when it is voided at once, and not when others have jumped since', () => {
    const cy = pupil('cy');
    const order = { ...inOrder, subjects: [ann.subject, bo.subject, cy.subject] };
    const atOnce = scene([ann, bo, cy], once);
    atOnce.decide(order);
    atOnce.decide({ kind: 'voided', attempt: atOnce.hear('standing_long_jump', 1), reason: 'a test' });
    atOnce.hear('standing_long_jump', 200);
    expect(knownAs(atOnce).at(-1)).toEqual(['ann', 'queue']);

    const late = scene([ann, bo, cy], once);
    late.decide(order);
    const first = late.hear('standing_long_jump', 1);
    late.hear('standing_long_jump', 210);
    late.decide({ kind: 'voided', attempt: first, reason: 'a test' });
    late.hear('standing_long_jump', 220);
    expect(knownAs(late)).toEqual([
      ['ann', 'queue'],
      ['bo', 'queue'],
      ['cy', 'queue'],
    ]);
  });

  it('does not give an attempt with an unknown tag to the next pupil', () => {
    const day = scene([ann], jump);
    day.decide({ ...inOrder, subjects: [ann.subject] });
    day.hear('standing_long_jump', 200, { tag: 'unknown' });
    expect(day.fold().tray).toHaveLength(1);
  });

  it('moves on after one weighing that counts, though the plan allows a second', () => {
    const day = scene([ann, bo], {
      stations: [place('s-1', 'weight')],
      rules: { weight: { attempts: 2, counts: 'last', rounding: 'half_up' } },
    });
    day.decide(inOrder);
    day.hear('weight', 50);
    day.hear('weight', 60);
    expect(knownAs(day)).toEqual([
      ['ann', 'queue'],
      ['bo', 'queue'],
    ]);
  });

  it("is not asked again when a hand's entry bears the id of a station's attempt", () => {
    const day = scene([ann, bo], once);
    day.decide(inOrder);
    const attempt = day.hear('standing_long_jump', 200);
    const entered = { kind: 'entered', item: 'standing_long_jump', by: 'hand', raw: '1', at: 1 } as const;
    day.decide({ ...entered, attempt, value: 111, subject: null });
    expect(knownAs(day)).toEqual([['ann', 'queue']]);
    expect(resultOf(day.fold(), 'ann', 'standing_long_jump').value).toBe(200);
  });

  it('of a scale that measures height and weight moves on when both are there', () => {
    const day = scene([ann, bo], { stations: [place('s-1', 'height'), place('s-1', 'weight')] });
    day.decide(inOrder);
    for (const [item, value] of [
      ['height', 160],
      ['weight', 50],
      ['height', 170],
      ['weight', 60],
    ] as const)
      day.hear(item, value);
    expect(resultOf(day.fold(), 'ann', 'weight').value).toBe(50);
    expect(resultOf(day.fold(), 'bo', 'height').value).toBe(170);
    expect(day.fold().pupils.map(({ bmi }) => bmi)).toEqual([19.5, 20.8]);
  });
});
