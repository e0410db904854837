import type { Form, Reason } from '@tizhi/edge-agent';

type Because = Extract<Form, { correct: null }>['because'];

const BECAUSE: Readonly<Record<Because, string>> = {
  too_little_seen: 'too little of the body is seen 看到的关节太少',
  no_movement: 'no such movement 没有该动作',
  not_from_side: 'not seen from the side 不是侧面视角',
};

/** Why form was not judged. */
export const becauseLine = (because: Because): string => `not judged 未判断: ${BECAUSE[because]}`;

/** What speaks against a repetition, the heaviest first; empty for nothing. */
export const reasonsLine = (reasons: readonly Reason[]): string =>
  reasons.map(({ en, zh }) => `${en} ${zh}`).join('; ');

/** The form of one repetition, as a line says it. */
export const formLine = (form: Form): string =>
  form.correct === null
    ? becauseLine(form.because)
    : [`form 动作质量 ${form.correct.toFixed(2)}`, reasonsLine(form.reasons)]
        .filter((part) => part !== '')
        .join(': ');
