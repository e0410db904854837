import type { Dose, WallResponse } from '@tizhi/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Figure } from '../figure/figure.tsx';
import { useLanguage } from '../i18n/index.ts';
import { useRotation } from './use-rotation.ts';
import { type WallCard, wallCards, wallScreens } from './wall-cards.ts';
import { otherWeekday } from './wall-day.ts';
import styles from './wall-page.module.css';

/** How long one screen stays: time enough to find the own label and watch the figure twice. */
const SCREEN_MS = 12_000;

/** The day's drills, screen after screen. */
export function WallBoard({ content, at: now }: { readonly content: WallResponse; readonly at: number }) {
  const { t } = useTranslation();
  const weekday = otherWeekday({ day: content.day, at: now, language: useLanguage() });
  const turn = useRotation(SCREEN_MS);
  const screens = useMemo(() => wallScreens(wallCards(content)), [content]);
  const screen = screens[turn % Math.max(1, screens.length)];
  if (screen === undefined) {
    return (
      <section className={styles.notice} data-testid="wall-empty">
        <h1>{weekday === null ? t('wall.empty') : t('wall.emptyOf', { weekday })}</h1>
        <p>{t('wall.emptyBody')}</p>
      </section>
    );
  }
  const at = turn % screens.length;
  return (
    <>
      <ul
        className={styles.board}
        key={at}
        data-cards={screen.length}
        data-screens={screens.length}
        data-testid="wall-board"
        aria-label={weekday === null ? t('wall.label') : t('wall.labelOf', { weekday })}
      >
        {screen.map((card) => (
          <Card key={card.key} card={card} />
        ))}
      </ul>
      <footer
        className={styles.pages}
        role="img"
        aria-label={t('wall.page', { page: at + 1, pages: screens.length })}
      >
        {screens.length < 2
          ? null
          : screens.map((each, n) => <i key={each[0]?.key ?? n} data-here={n === at} />)}
      </footer>
    </>
  );
}

function Card({ card: { drill, dose, labels, size } }: { readonly card: WallCard }) {
  const language = useLanguage();
  return (
    <li className={styles.card} data-size={size} data-testid="wall-card">
      <div className={styles.figure}>
        <Figure figure={drill.figure} label={drill.name[language]} />
      </div>
      <div className={styles.text}>
        <h2>{drill.name[language]}</h2>
        <p className={`${styles.dose} number`}>
          <DoseText dose={dose} />
        </p>
        <p className={styles.cue}>{drill.cue[language]}</p>
        <ul className={styles.labels}>
          {labels.map((label) => (
            <li key={label} className="number" data-testid="wall-label">
              {label}
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}

function DoseText({ dose: { sets, amount, per, restSeconds } }: { readonly dose: Dose }) {
  const { t } = useTranslation();
  return (
    <>
      <b>{t('plan.doseShort', { sets, amount, per: t(`plan.per.${per}`) })}</b>
      {restSeconds === 0 || sets === 1 ? null : <span>{t('plan.rest', { rest: restSeconds })}</span>}
    </>
  );
}
