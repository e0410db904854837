import type { ItemKey } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';
import styles from './item-filter.module.css';
import { type ItemProgress, itemName } from './progress.ts';

export interface ItemFilterProps {
  readonly progress: readonly ItemProgress[];
  /** Pupils of the class; `null` where the page shows more than one class. */
  readonly pupils: number | null;
  readonly attempts: number;
  readonly item: ItemKey | null;
  readonly onChoose: (item: ItemKey | null) => void;
}

/** The items as buttons that also say how far the class is with each. */
export function ItemFilter({ progress, pupils, attempts, item, onChoose }: ItemFilterProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <fieldset className={styles.filter}>
      <legend className="unseen">{t('results.items')}</legend>
      <button type="button" aria-pressed={item === null} onClick={() => onChoose(null)}>
        <b>{t('results.allItems')}</b>
        <span className="number">{t('results.count', { count: attempts })}</span>
      </button>
      {progress.map(({ item: each, done }) => (
        <button
          type="button"
          key={each}
          aria-pressed={item === each}
          data-testid="item-filter"
          data-item={each}
          data-done={done}
          onClick={() => onChoose(item === each ? null : each)}
        >
          <b>{itemName(each, language)}</b>
          <span className="number">
            {pupils === null ? t('results.doneOpen', { done }) : t('results.done', { done, total: pupils })}
          </span>
          {pupils === null ? null : <Bar share={done / Math.max(1, pupils)} />}
        </button>
      ))}
    </fieldset>
  );
}

function Bar({ share }: { readonly share: number }) {
  return (
    <i className={styles.track} aria-hidden="true">
      <i style={{ width: `${Math.min(100, Math.round(share * 100))}%` }} />
    </i>
  );
}
