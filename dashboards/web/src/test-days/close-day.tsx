import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../session/session-context.ts';
import { useDay } from './day-context.ts';

/** Ends the day, or opens it again for a correction. */
export function CloseDay() {
  const { t } = useTranslation();
  const { view, decide } = useDay();
  const { state } = useApi();
  const [modal, holder] = Modal.useModal();
  if (state.kind !== 'signed-in' || state.session.role === 'nurse') return null;
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
        danger
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
