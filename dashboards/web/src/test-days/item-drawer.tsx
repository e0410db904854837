import type { AttemptView, ItemResultView, TestDayPupilView } from '@tizhi/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { LevelChip } from '../results/level-chip.tsx';
import { isBodyItem, itemName } from '../results/progress.ts';
import { Icon } from '../shell/icons.tsx';
import { ActPanel } from './act-form.tsx';
import { type Act, actsOn } from './acts.ts';
import { AttemptLine } from './attempt-line.tsx';
import { type Place, useDay } from './day-context.ts';
import { resultOf } from './grid.ts';
import styles from './item-drawer.module.css';
import { NoticeText } from './notice-text.tsx';
import { SideSheet } from './side-sheet.tsx';
import { TraceCard } from './trace-card.tsx';

/** A pupil's item: every attempt, what can be changed, and why the number is what it is. */
export function ItemDrawer({ place, onClose }: { readonly place: Place; readonly onClose: () => void }) {
  const language = useLanguage();
  const { pupils } = useDay();
  const pupil = pupils.get(place.subject);
  const result = pupil === undefined ? undefined : resultOf(pupil, place.item);
  if (pupil === undefined || result === undefined) return null;
  const title = (
    <>
      <b className="number">{pupil.seat}</b> {pupil.name} · {itemName(place.item, language)}
    </>
  );
  return (
    <SideSheet title={title} onClose={onClose}>
      <Official result={result} />
      <Attempts pupil={pupil} result={result} />
      <TraceCard place={place} />
    </SideSheet>
  );
}

function Official({ result }: { readonly result: ItemResultView }) {
  const { t } = useTranslation();
  const { bodiesShown } = useDay();
  const { state, display, score, level, interval, stateReason, attemptsLeft } = result;
  if (isBodyItem(result.item) && !bodiesShown) {
    return (
      <p className={styles.official}>
        <Icon name="eyeShut" /> {t('testDay.chip.hidden')}
      </p>
    );
  }
  return (
    <section className={styles.official} data-testid="official" data-state={state}>
      <p>
        <b className="number">{state === 'done' ? display : t(`testDay.state.${state}`)}</b>
        {score === null ? null : <span>{t('results.points', { score })}</span>}
        {result.bonus === null || result.bonus === 0 ? null : (
          <span>{t('results.bonus', { bonus: result.bonus })}</span>
        )}
        {level === null ? null : <LevelChip level={level} />}
      </p>
      <small>
        {t('testDay.drawer.left', { count: attemptsLeft })}
        {stateReason === null ? '' : ` · ${stateReason}`}
      </small>
      {interval?.crossesLevel === true ? (
        <p className={styles.proposal}>{t('testDay.interval', { ...interval })}</p>
      ) : null}
    </section>
  );
}

function Attempts({ pupil, result }: { readonly pupil: TestDayPupilView; readonly result: ItemResultView }) {
  const { t } = useTranslation();
  const { view, mayDecide } = useDay();
  const [act, setAct] = useState<Act | null>(null);
  const place = { subject: pupil.subject, item: result.item };
  const [onPlace, onAttempt] =
    act === null ? [null, null] : 'attempt' in act ? [null, act.attempt.attempt] : [act, null];
  return (
    <section className={styles.attempts}>
      <h3>{t('testDay.drawer.attempts')}</h3>
      {result.attempts.length === 0 ? <p className={styles.soft}>{t('testDay.drawer.none')}</p> : null}
      {result.attempts.map((attempt) => (
        <OneAttempt
          key={attempt.attempt}
          attempt={attempt}
          act={act !== null && onAttempt === attempt.attempt ? act : null}
          onAct={setAct}
        />
      ))}
      {mayDecide ? (
        <div className={styles.acts}>
          {(['hand', 'state', 'retest'] as const).map((kind) => (
            <Button key={kind} data-testid={`act-${kind}`} onClick={() => setAct({ kind, ...place })}>
              {t(`testDay.act.${kind}`)}
            </Button>
          ))}
        </div>
      ) : view.closed ? (
        <p className={styles.soft}>{t('testDay.readOnly')}</p>
      ) : null}
      {onPlace === null ? null : <ActPanel key={onPlace.kind} act={onPlace} onDone={() => setAct(null)} />}
    </section>
  );
}

function OneAttempt({
  attempt,
  act,
  onAct,
}: {
  readonly attempt: AttemptView;
  readonly act: Act | null;
  readonly onAct: (act: Act | null) => void;
}) {
  const { t } = useTranslation();
  const { mayDecide, bodiesShown, waiting } = useDay();
  const hidden = isBodyItem(attempt.item) && !bodiesShown;
  return (
    <article className={styles.attempt}>
      <AttemptLine attempt={attempt} who={false} />
      {hidden ? null : (
        <>
          {attempt.corrected && attempt.measured !== null ? (
            <p className={styles.soft}>{t('testDay.drawer.measured', { value: attempt.measured })}</p>
          ) : null}
          {attempt.doubt === null ? null : <p className={styles.notice}>{t(`doubt.${attempt.doubt}`)}</p>}
          {attempt.notices.map((notice) => (
            <p key={notice.kind} className={styles.notice} data-testid="notice">
              <NoticeText notice={notice} />
            </p>
          ))}
        </>
      )}
      {mayDecide && !waiting.attempts.has(attempt.attempt) ? (
        <div className={styles.acts}>
          {actsOn(attempt).map((kind) => (
            <Button key={kind} data-testid={`act-${kind}`} onClick={() => onAct({ kind, attempt })}>
              {t(`testDay.act.${kind}`)}
            </Button>
          ))}
        </div>
      ) : null}
      {act === null ? null : <ActPanel key={act.kind} act={act} onDone={() => onAct(null)} />}
    </article>
  );
}
