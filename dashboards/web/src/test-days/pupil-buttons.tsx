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
  except = null,
  onChoose,
}: {
  readonly item: ItemKey;
  /** Whose it is already. */
  readonly except?: SubjectId | null;
  readonly onChoose: (subject: SubjectId) => void;
}) {
  const { t } = useTranslation();
  const { view } = useDay();
  const [ofClass, setOfClass] = useState(view.pupils[0]?.class ?? null);
  const able = inClass(view, ofClass).filter(({ subject }) => subject !== except);
  const { due, others } = claimants(able, item);
  const group = (title: string, pupils: readonly TestDayPupilView[]) =>
    pupils.length === 0 ? null : (
      <section>
        <h3>{title}</h3>
        <div className={styles.buttons}>
          {pupils.map(({ subject, seat, name }) => (
            <button
              type="button"
              key={subject}
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
