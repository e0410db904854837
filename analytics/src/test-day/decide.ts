import type { AttemptId, SubjectId, TestDayDecision } from '@tizhi/contracts';
import { type AttemptChange, type AttemptState, change, type DayState, slotOf } from './day-state.ts';
import { arrive, giveBib } from './identify.ts';
import { moveToEnd } from './queue.ts';

/**
 * Lets one decision take effect. A decision that cannot (it names an attempt or a pupil that is not there) has
 * none: `refuseDecision` keeps such out, and a record that holds one all the same still folds.
 */
export function decide(day: DayState, decision: TestDayDecision): void {
  switch (decision.kind) {
    case 'entered':
      enter(day, decision.attempt);
      break;
    case 'claimed':
      claim(day, decision.attempt, decision.subject);
      break;
    case 'released':
      set(day, decision.attempt, { decided: true, subject: null, knownBy: null });
      break;
    case 'fouled':
      set(day, decision.attempt, { foul: decision.foul });
      break;
    case 'voided':
      set(day, decision.attempt, { voided: true });
      break;
    case 'restored':
      set(day, decision.attempt, { voided: false, foul: null });
      break;
    case 'corrected':
      set(day, decision.attempt, { correction: decision.value });
      break;
    default:
      decideElsewhere(day, decision);
  }
}

type OfAttempt = 'entered' | 'claimed' | 'released' | 'fouled' | 'voided' | 'restored' | 'corrected';

/** What is decided on pupils, queues and the day itself. */
function decideElsewhere(day: DayState, decision: Exclude<TestDayDecision, { kind: OfAttempt }>): void {
  switch (decision.kind) {
    case 'state_set': {
      const slot = slotOf(day, decision.subject, decision.item);
      if (slot !== undefined) slot.mark = { state: decision.state, reason: decision.reason };
      break;
    }
    case 'retest_granted': {
      const slot = slotOf(day, decision.subject, decision.item);
      if (slot !== undefined) slot.granted += 1;
      break;
    }
    case 'queued': {
      const known = decision.subjects.filter((subject) => day.pupils.has(subject));
      day.queues.set(decision.station, [...new Set(known)]);
      break;
    }
    case 'skipped':
      moveToEnd(day, decision.station, decision.subject);
      break;
    case 'bib_given':
      if (day.pupils.has(decision.subject)) giveBib(day, decision.tag, decision.subject);
      break;
    case 'closed':
      day.closed = true;
      break;
    case 'reopened':
      day.closed = false;
      break;
  }
}

function enter(day: DayState, id: AttemptId): void {
  onAttempt(day, id, (attempt) => {
    if (attempt.heard.by !== 'station' && !attempt.arrived) arrive(day, attempt);
  });
}

function onAttempt(day: DayState, id: AttemptId, act: (attempt: AttemptState) => void): void {
  const attempt = day.attempts.get(id);
  if (attempt !== undefined) act(attempt);
}

const set = (day: DayState, id: AttemptId, to: AttemptChange): void =>
  onAttempt(day, id, (attempt) => change(day, attempt, to));

function claim(day: DayState, id: AttemptId, subject: SubjectId): void {
  onAttempt(day, id, (attempt) => {
    if (slotOf(day, subject, attempt.heard.item) === undefined) return;
    change(day, attempt, { decided: true, subject, knownBy: 'claim' });
  });
}
