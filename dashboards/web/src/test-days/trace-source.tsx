import type { ItemKey, TestDayDecision, TestDayEntry, TestDayTrace } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { itemName } from '../results/progress.ts';
import { dayOf, timeOfDay } from '../time/format.ts';
import { AttemptLine } from './attempt-line.tsx';
import { useDay } from './day-context.ts';
import { withUnit } from './grid.ts';

/** One measured result on the way back: result, attempt, raw frame, station, and who decided what. */
export function TraceSourceView({
  source,
  trace,
}: {
  readonly source: TestDayTrace['sources'][number];
  readonly trace: TestDayTrace;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const arrival = trace.arrivals.find(({ attempt }) => attempt === source.attempt?.attempt);
  const { rawHex, rawText, station, stationError, stationErrorSource } = source;
  return (
    <>
      <li>
        <h4>{t('testDay.trace.official')}</h4>
        <p>
          {itemName(source.item, language)} <b className="number">{source.display}</b>
        </p>
      </li>
      {source.attempt === null ? null : (
        <li>
          <h4>{t('testDay.trace.attempt')}</h4>
          <AttemptLine attempt={source.attempt} who={false} />
          <code>{source.attempt.attempt}</code>
        </li>
      )}
      {rawHex === null ? null : (
        <li>
          <h4>{t('testDay.trace.raw')}</h4>
          <code data-testid="raw-hex">{rawHex}</code>
        </li>
      )}
      {rawText === null ? null : (
        <li>
          <h4>{t('testDay.trace.rawText')}</h4>
          <code data-testid="raw-text">{rawText}</code>
        </li>
      )}
      {station === null ? null : (
        <li>
          <h4>{t('testDay.trace.station')}</h4>
          <p>
            {station}
            {arrival === undefined
              ? ''
              : ` · ${t('testDay.trace.arrival', { gateway: arrival.gateway, at: timeOfDay(arrival.receivedAt) })}`}
          </p>
          {stationError === null ? null : (
            <p>
              {t('testDay.trace.error', {
                error: stationError,
                source: stationErrorSource ?? t('testDay.trace.unknownSource'),
              })}
            </p>
          )}
        </li>
      )}
      <li>
        <h4>{t('testDay.trace.decisions')}</h4>
        {source.decisions.length === 0 ? <p>{t('testDay.trace.noDecisions')}</p> : null}
        <ul>
          {source.decisions.map((entry) => (
            <EntryLine key={entry.entry} entry={entry} item={source.item} people={trace.people} />
          ))}
        </ul>
      </li>
    </>
  );
}

function EntryLine({
  entry,
  item,
  people,
}: {
  readonly entry: TestDayEntry;
  readonly item: ItemKey;
  readonly people: TestDayTrace['people'];
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const did = useDecisionText(item);
  const { at, account, decision } = entry;
  const who = people.find((each) => each.account === account)?.accountName ?? account;
  return (
    <li data-testid="decision" data-kind={decision.kind}>
      <b>{did(decision)}</b>
      {'reason' in decision && decision.reason !== '' ? ` · ${decision.reason}` : ''}
      <br />
      <small className="number">
        {dayOf(at, language)} {timeOfDay(at)} · {who ?? t('testDay.trace.system')} · #{entry.entry}
      </small>
    </li>
  );
}

/** A decision in words. */
function useDecisionText(item: ItemKey): (decision: TestDayDecision) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const { pupils } = useDay();
  const value = (number: number): string => withUnit(item, number, language);
  return (decision) => {
    switch (decision.kind) {
      case 'entered':
      case 'corrected':
        return t(`testDay.did.${decision.kind}`, { value: value(decision.value) });
      case 'claimed':
        return t('testDay.did.claimed', { who: pupils.get(decision.subject)?.name ?? decision.subject });
      case 'fouled':
        return t('testDay.did.fouled', { what: t(`testDay.foul.${decision.foul}`) });
      case 'state_set':
        return t('testDay.did.state_set', { what: t(`testDay.state.${decision.state}`) });
      case 'bib_given':
        return t('testDay.did.bib_given', { value: decision.tag });
      default:
        return t(`testDay.did.${decision.kind}`);
    }
  };
}
