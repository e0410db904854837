import {
  AttemptId,
  type AttemptView,
  type Foul,
  type ItemKey,
  type ItemState,
  type SubjectId,
  type TestDayDecision,
} from '@tizhi/contracts';
import { newUuid } from '../api/uuid.ts';
import { readValue } from './value-entry.ts';

/** What a person may do with an attempt. */
export type AttemptAct = 'foul' | 'void' | 'restore' | 'correct' | 'give' | 'release';
/** What a person may do with a pupil's item. */
export type ItemAct = 'hand' | 'retest' | 'state';
export type Act =
  | { readonly kind: AttemptAct; readonly attempt: AttemptView }
  | { readonly kind: 'hand'; readonly subject: SubjectId; readonly item: ItemKey }
  | { readonly kind: Exclude<ItemAct, 'hand'>; readonly subject: SubjectId; readonly item: ItemKey };

/** The form as it stands. */
export interface ActForm {
  readonly text: string;
  readonly reason: string;
  readonly foul: Foul | null;
  readonly to: SubjectId | null;
  readonly state: ItemState | null;
}
export const EMPTY_FORM: ActForm = { text: '', reason: '', foul: null, to: null, state: null };

export type Decided =
  | { readonly ok: true; readonly decision: TestDayDecision }
  | { readonly ok: false; readonly why: 'badValue' | 'range' | 'needReason' | 'needChoice' };

/** What makes sense with an attempt as it stands. */
export function actsOn({ status, subject, foul }: AttemptView): readonly AttemptAct[] {
  const judged = status === 'void' || foul !== null;
  return [
    ...(judged ? (['restore'] as const) : (['foul'] as const)),
    ...(status === 'void' ? [] : (['correct', 'give'] as const)),
    ...(status === 'void' || subject === null ? [] : (['release'] as const)),
    ...(status === 'void' ? [] : (['void'] as const)),
  ];
}

/** The decision that a filled form makes, or what is missing. */
export function decisionOf(act: Act, form: ActForm, now: number): Decided {
  const reason = form.reason.trim();
  if (act.kind === 'hand') return handEntry(act, form.text.trim(), now);
  if (act.kind === 'foul') {
    return form.foul === null
      ? no('needChoice')
      : yes({ kind: 'fouled', attempt: act.attempt.attempt, foul: form.foul, reason });
  }
  if (act.kind === 'give' && form.to === null) return no('needChoice');
  if (act.kind === 'state' && form.state === null) return no('needChoice');
  if (act.kind === 'correct') {
    const value = readValue(act.attempt.item, form.text);
    if (!value.ok) return no(value.why === 'range' ? 'range' : 'badValue');
  }
  if (reason === '') return no('needReason');
  return withReason(act, { ...form, reason });
}

type WithReason = Exclude<Act, { readonly kind: 'hand' | 'foul' }>;

function withReason(act: WithReason, { reason, text, to, state }: ActForm): Decided {
  switch (act.kind) {
    case 'retest':
      return yes({ kind: 'retest_granted', subject: act.subject, item: act.item, reason });
    case 'state':
      return state === null
        ? no('needChoice')
        : yes({ kind: 'state_set', subject: act.subject, item: act.item, state, reason });
    default:
      return onAttempt(act as Extract<Act, { readonly attempt: AttemptView }>, { reason, text, to });
  }
}

function onAttempt(
  { kind, attempt: { attempt, item } }: Extract<Act, { readonly attempt: AttemptView }>,
  { reason, text, to }: Pick<ActForm, 'reason' | 'text' | 'to'>,
): Decided {
  switch (kind) {
    case 'foul':
      return no('needChoice');
    case 'void':
      return yes({ kind: 'voided', attempt, reason });
    case 'restore':
      return yes({ kind: 'restored', attempt, reason });
    case 'release':
      return yes({ kind: 'released', attempt, reason });
    case 'give':
      return to === null ? no('needChoice') : yes({ kind: 'claimed', attempt, subject: to, reason });
    case 'correct': {
      const entry = readValue(item, text);
      return entry.ok ? yes({ kind: 'corrected', attempt, value: entry.value, reason }) : no('badValue');
    }
  }
}

/** Written by hand: the raw end of the walk back is the text as it was typed. */
function handEntry(
  { subject, item }: { readonly subject: SubjectId; readonly item: ItemKey },
  text: string,
  now: number,
): Decided {
  const entry = readValue(item, text);
  if (!entry.ok) return no(entry.why === 'range' ? 'range' : 'badValue');
  const attempt = AttemptId.parse(newUuid());
  const { value } = entry;
  return yes({ kind: 'entered', attempt, item, value, subject, at: now, by: 'hand', raw: text });
}

const yes = (decision: TestDayDecision): Decided => ({ ok: true, decision });
const no = (why: Extract<Decided, { ok: false }>['why']): Decided => ({ ok: false, why });
