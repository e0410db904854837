import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../shell/icons.tsx';
import styles from './side-sheet.module.css';

/** A sheet over the page: from below on a phone, where the thumb is; at the right on a wider screen. */
export function SideSheet({
  title,
  onClose,
  children,
}: {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const wide = window.matchMedia('(min-width: 700px)').matches;
  return (
    <Drawer
      open
      onClose={onClose}
      placement={wide ? 'right' : 'bottom'}
      size={wide ? 520 : '88dvh'}
      closable={false}
      styles={{ header: { padding: '10px 12px 10px 16px' }, body: { padding: 0 } }}
      title={
        <div className={styles.head}>
          <div>{title}</div>
          <button
            type="button"
            aria-label={t('testDay.drawer.close')}
            onClick={onClose}
            data-testid="sheet-close"
          >
            <Icon name="close" />
          </button>
        </div>
      }
    >
      <div className={styles.body}>{children}</div>
    </Drawer>
  );
}
