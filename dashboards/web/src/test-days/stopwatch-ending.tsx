import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Heat, HeatEvent } from './stopwatch.ts';

/** Takes one step of the stopwatch. */
export type Step = (event: HeatEvent) => Heat | null;

/** Ends a heat, after a question while somebody is still out; then offers the next one. */
export function Ending({
  heat,
  step,
  out,
}: {
  readonly heat: Heat;
  readonly step: Step;
  readonly out: number;
}) {
  const { t } = useTranslation();
  const [modal, holder] = Modal.useModal();
  if (heat.endedAt !== null) {
    return (
      <Button size="large" data-testid="watch-again" onClick={() => step({ kind: 'cleared' })}>
        {t('testDay.watch.again')}
      </Button>
    );
  }
  const end = (): void => void step({ kind: 'ended', at: Date.now() });
  return (
    <>
      {holder}
      <Button
        size="large"
        data-testid="watch-finish"
        onClick={() =>
          out === 0
            ? end()
            : void modal.confirm({
                title: t('testDay.watch.confirm', { count: out }),
                okText: t('testDay.watch.finish'),
                cancelText: t('testDay.act.cancel'),
                onOk: end,
              })
        }
      >
        {t('testDay.watch.finish')}
      </Button>
    </>
  );
}
