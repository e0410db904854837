import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDay } from './day-context.ts';

/** Ends the day, or opens it again for a correction. */
export function CloseDay() {
  const { t } = useTranslation();
  const { view, decide } = useDay();
  const [modal, holder] = Modal.useModal();
  if (view.closed) {
    return (
      <Button
        data-testid="reopen"
        onClick={() => decide({ kind: 'reopened', reason: t('testDay.reopenReason') })}
      >
        {t('testDay.reopen')}
      </Button>
    );
  }
  return (
    <>
      {holder}
      <Button
        type="text"
        data-testid="close-day"
        onClick={() =>
          void modal.confirm({
            title: t('testDay.close'),
            content: t('testDay.closeAsk'),
            okText: t('testDay.close'),
            cancelText: t('testDay.act.cancel'),
            onOk: () => decide({ kind: 'closed', reason: '' }),
          })
        }
      >
        {t('testDay.close')}
      </Button>
    </>
  );
}
