import type { ClassId, ItemKey, TestDayPupilView } from '@tizhi/contracts';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import { LevelChip } from '../results/level-chip.tsx';
import { itemName } from '../results/progress.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './class-grid.module.css';
import { ClassPicker } from './class-picker.tsx';
import { type Place, useDay } from './day-context.ts';
import { cellOf, inClass, itemsOf, resultOf } from './grid.ts';
import { cellKey } from './unsent.ts';

/** A class: a row for each pupil by seat, a column for each item. */
export function ClassGrid() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { view, waiting, bodiesShown, open } = useDay();
  const [chosen, setChosen] = useState<ClassId | null>(view.pupils[0]?.class ?? null);
  const pupils = inClass(view, chosen);
  const items = itemsOf(pupils);
  return (
    <div className={styles.panel}>
      <ClassPicker chosen={chosen} onChoose={setChosen} />
      <div className={styles.scroll}>
        <table className={styles.grid} data-testid="class-grid">
          <thead>
            <tr>
              <th scope="col">{t('testDay.pupil')}</th>
              {items.map((item) => (
                <th scope="col" key={item}>
                  {itemName(item, language)}
                </th>
              ))}
              <th scope="col">{t('testDay.total')}</th>
            </tr>
          </thead>
          <tbody>
            {pupils.map((pupil) => (
              <Row
                key={pupil.subject}
                pupil={pupil}
                items={items}
                bodiesShown={bodiesShown}
                waiting={items
                  .filter(
                    (item) =>
                      waiting.cells.has(cellKey(pupil.subject, item)) ||
                      resultOf(pupil, item)?.attempts.some(({ attempt }) => waiting.attempts.has(attempt)),
                  )
                  .join(' ')}
                onOpen={open}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface RowProps {
  readonly pupil: TestDayPupilView;
  readonly items: readonly ItemKey[];
  readonly bodiesShown: boolean;
  /** Items that wait to be sent, with blanks between: equal texts draw nothing anew. */
  readonly waiting: string;
  readonly onOpen: (place: Place) => void;
}

const Row = memo(
  function Row({ pupil, items, bodiesShown, waiting, onOpen }: RowProps) {
    const { t } = useTranslation();
    return (
      <tr data-testid="grid-row" data-seat={pupil.seat}>
        <th scope="row">
          <b className="number">{pupil.seat}</b> {pupil.name}
        </th>
        {items.map((item) => (
          <GridCell
            key={item}
            pupil={pupil}
            item={item}
            bodiesShown={bodiesShown}
            waiting={waiting.split(' ').includes(item)}
            onOpen={onOpen}
          />
        ))}
        <td>
          {pupil.total === null ? (
            '-'
          ) : (
            <span className={styles.total}>
              <b className="number">{t('testDay.score', { score: pupil.total.toFixed(1) })}</b>
              {pupil.level === null ? null : <LevelChip level={pupil.level} />}
            </span>
          )}
        </td>
      </tr>
    );
  },
  (before, after) =>
    before.pupil === after.pupil &&
    before.items.join() === after.items.join() &&
    before.bodiesShown === after.bodiesShown &&
    before.waiting === after.waiting &&
    before.onOpen === after.onOpen,
);

function GridCell({
  pupil,
  item,
  bodiesShown,
  waiting,
  onOpen,
}: {
  readonly pupil: TestDayPupilView;
  readonly item: ItemKey;
  readonly bodiesShown: boolean;
  readonly waiting: boolean;
  readonly onOpen: (place: Place) => void;
}) {
  const { t } = useTranslation();
  const result = resultOf(pupil, item);
  if (result === undefined) return <td className={styles.notHis} />;
  const { state, text, hidden, chips } = cellOf(result, { bodiesShown });
  return (
    <td>
      <button
        type="button"
        className={styles.cell}
        data-testid="grid-cell"
        data-item={item}
        data-state={state}
        onClick={() => onOpen({ subject: pupil.subject, item })}
      >
        {hidden ? <Icon name="eyeShut" /> : <b className="number">{text ?? t(`testDay.state.${state}`)}</b>}
        {chips.map((chip) => (
          <em key={chip} data-chip={chip}>
            {t(`testDay.chip.${chip}`)}
          </em>
        ))}
        {waiting ? <em data-chip="waiting">{t('testDay.chip.waiting')}</em> : null}
      </button>
    </td>
  );
}
