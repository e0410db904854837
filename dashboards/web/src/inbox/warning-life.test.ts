import { AccountId, ClassId, WarningAct } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { PEOPLE, warningView } from '../samples/care-samples.ts';
import { ACTS_OF, actsOf, classesOf, expected, isLate, listed, receivers } from './warning-life.ts';

const me = AccountId.parse('nurse-1');
const numbers = (views: ReturnType<typeof listed>) => views.map(({ pupil }) => pupil.seat);
const made = (act: unknown) => ({ act: WarningAct.parse(act), account: me, at: 5_000_000 });

describe('the list', () => {
  const views = [
    warningView(3),
    warningView(1, { severity: 'info' }),
    warningView(4, { severity: 'critical', state: 'acting' }),
    warningView(5, { escalatedAt: 400_000 }),
    warningView(2),
    warningView(6, { state: 'resolved' }),
  ];

  it('has the late first, then the most severe, then the oldest; what is closed is not in it', () => {
    expect(numbers(listed(views, { state: 'active', class: null }))).toEqual([5, 4, 2, 3, 1]);
  });

  it('is filtered by state and by class', () => {
    expect(numbers(listed(views, { state: 'resolved', class: null }))).toEqual([6]);
    expect(numbers(listed(views, { state: 'open', class: ClassId.parse('class-2') }))).toEqual([5, 3, 1]);
    expect(classesOf(views).map(({ name }) => name)).toEqual(['虚构1班', '虚构2班']);
  });

  it('calls late only what nobody has taken on yet', () => {
    expect(isLate(warningView(1, { escalatedAt: 1 }))).toBe(true);
    expect(isLate(warningView(1, { escalatedAt: 1, state: 'acknowledged' }))).toBe(false);
  });
});

describe('an act before the server has said anything', () => {
  it.each([
    [{ kind: 'acknowledge', note: null }, 'acknowledged', me],
    [{ kind: 'act', note: 'x' }, 'acting', me],
    [{ kind: 'note', note: 'x' }, 'open', null],
    [{ kind: 'resolve', outcome: 'helped', note: 'x' }, 'resolved', null],
    [{ kind: 'hand_over', to: 'teacher-1', note: null }, 'open', 'teacher-1'],
  ])('%j makes an open warning %s', (act, state, owner) => {
    const { warning } = expected(warningView(1), made(act), PEOPLE);
    expect(warning).toMatchObject({ state, owner, entries: [{ entry: 1, account: me }] });
  });

  it('names the new owner, and stops the clock once somebody took it on', () => {
    const view = { ...warningView(1), dueAt: 9_000_000 };
    expect(expected(view, made({ kind: 'acknowledge', note: null }), PEOPLE)).toMatchObject({
      ownerName: '虚构校医',
      dueAt: null,
    });
    expect(expected(view, made({ kind: 'note', note: 'x' }), PEOPLE).dueAt).toBe(9_000_000);
  });

  it('every state offers a way on, and a closed one only notes and reopening', () => {
    expect(Object.values(ACTS_OF).every((acts) => acts.length > 0)).toBe(true);
    expect(ACTS_OF.resolved).toEqual(['reopen', 'note']);
  });
});

describe('handing over', () => {
  const around = { people: PEOPLE, account: me };
  const seenBy = (sees: readonly ('nurse' | 'teacher')[]) => {
    const view = warningView(1);
    return { ...view, rule: { ...view.rule, sees: [...sees] } };
  };

  it('reaches colleagues whose role sees the warning, never oneself', () => {
    expect(receivers(seenBy(['nurse', 'teacher']), around).map(({ account }) => account)).toEqual([
      'teacher-1',
    ]);
    expect(actsOf(seenBy(['nurse', 'teacher']), around)).toContain('hand_over');
  });

  it('is not offered where nobody else may see the warning', () => {
    expect(receivers(seenBy(['nurse']), around)).toEqual([]);
    expect(actsOf(seenBy(['nurse']), around)).toEqual(['acknowledge', 'act', 'note']);
  });
});
