import type { AttemptView, Plausibility } from '@tizhi/contracts';
import { formatItemValue } from '../standard/index.ts';
import type { SettledAttempt } from './settle-item.ts';

/** What the standard writes where there is no result. */
export const NO_VALUE = '-';

export function viewAttempt(
  { state, status, value }: SettledAttempt,
  notices: readonly Plausibility[],
): AttemptView {
  const { heard } = state;
  return {
    attempt: heard.attempt,
    item: heard.item,
    station: heard.station,
    at: heard.at,
    by: heard.by,
    tag: heard.tag,
    subject: state.subject,
    knownBy: state.knownBy,
    measured: heard.measured,
    value,
    display: value === null ? NO_VALUE : formatItemValue(heard.item, value),
    corrected: state.correction !== null,
    status,
    foul: state.foul,
    doubt: heard.doubt,
    notices: [...notices],
  };
}
