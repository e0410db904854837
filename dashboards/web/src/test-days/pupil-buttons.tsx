import type { ItemKey, SubjectId, TestDayPupilView } from '@tizhi/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ClassPicker } from './class-picker.tsx';
import { useDay } from './day-context.ts';
import { claimants, inClass } from './grid.ts';
import styles from './pupil-buttons.module.css';

/** Whom an attempt can be given to: a big button each, those still due first. */
export function PupilButtons({
  item,
  chosen = null,
  onChoose,
}: {
  readonly item: ItemKey;
  readonly chosen?: SubjectId | null;
  readonly onChoose: (subject: SubjectId) => void;
}) {
  const { t } = useTranslation();
  const { view } = useDay();
  const [ofClass, setOfClass] = useState(view.pupils[0]?.class ?? null);
  const { due, others } = claimants(inClass(view, ofClass), item);
  const group = (title: string, pupils: readonly TestDayPupilView[]) =>
    pupils.length === 0 ? null : (
      <section>
        <h3>{title}</h3>
        <div className={styles.buttons}>
          {pupils.map(({ subject, seat, name }) => (
            <button
              type="button"
              key={subject}
              aria-pressed={subject === chosen}
              data-testid="pupil-button"
              data-seat={seat}
              onClick={() => onChoose(subject)}
            >
              <b className="number">{seat}</b>
              <span>{name}</span>
            </button>
          ))}
        </div>
      </section>
    );
  return (
    <div className={styles.groups}>
      <ClassPicker chosen={ofClass} onChoose={setOfClass} />
      {group(t('testDay.tray.due'), due)}
      {group(t('testDay.tray.already'), others)}
    </div>
  );
}
