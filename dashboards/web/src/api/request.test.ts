import { LessonList, ProblemResponse } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { ANYTHING, isSignedOut, read } from './request.ts';

describe('an answer', () => {
  it('is parsed with its schema', () => {
    expect(read({ status: 200, text: '{"lessons":[]}', schema: LessonList })).toEqual({
      ok: true,
      value: { lessons: [] },
    });
  });

  it.each(['', '<html>', '{"lessons":3}'])('that is not ours is unreadable: %j', (text) => {
    expect(read({ status: 200, text, schema: LessonList })).toEqual({
      ok: false,
      problem: { kind: 'unreadable' },
    });
  });

  it('without a body is fine where none is needed', () => {
    expect(read({ status: 204, text: '', schema: ANYTHING })).toEqual({ ok: true, value: undefined });
  });

  it('that refuses brings its sentence in both languages', () => {
    const problem = { code: 'TIZHI_UNAUTHENTICATED', zh: '请先登录。', en: 'Please sign in.' };
    const answer = read({ status: 401, text: JSON.stringify(problem), schema: ProblemResponse });
    expect(answer).toEqual({ ok: false, problem: { kind: 'refused', status: 401, problem } });
    expect(!answer.ok && isSignedOut(answer.problem)).toBe(true);
  });

  it.each([502, 503, 504])('of a proxy before a dead server (%d) counts as no network', (status) => {
    expect(read({ status, text: '<h1>Bad gateway</h1>', schema: ANYTHING })).toEqual({
      ok: false,
      problem: { kind: 'network' },
    });
  });
});
