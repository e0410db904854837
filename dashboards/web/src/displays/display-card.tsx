import type { DisplayList } from '@tizhi/contracts';
import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { ANYTHING } from '../api/request.ts';
import { ROUTES } from '../api/routes.ts';
import { useSubmit } from '../api/use-submit.ts';
import { useProblemText } from '../shell/problem-text.ts';
import { useAgeText } from '../time/age-text.ts';
import styles from './displays-page.module.css';

type Display = z.infer<typeof DisplayList>['displays'][number];

/** One screen: whose, when it was last watched, and the way to switch it off. */
export function DisplayCard({
  display: { display, title, seenAt },
  className,
  onRemoved,
}: {
  readonly display: Display;
  readonly className: string;
  readonly onRemoved: () => void;
}) {
  const { t } = useTranslation();
  const ageText = useAgeText();
  const problemText = useProblemText({ byItself: false });
  const { busy, problem, submit } = useSubmit();
  const remove = async (): Promise<void> => {
    const answer = await submit({ path: ROUTES.display(display), method: 'DELETE', schema: ANYTHING });
    if (answer.ok) onRemoved();
  };
  return (
    <li className={styles.card} data-testid="display">
      <div>
        <h2>{title}</h2>
        <p>
          {className} ·{' '}
          {seenAt === null ? t('displays.never') : t('displays.seen', { age: ageText(Date.now() - seenAt) })}
        </p>
        {problem === null ? null : (
          <p role="alert" className={styles.problem}>
            {problemText(problem)}
          </p>
        )}
      </div>
      <Popconfirm
        title={t('displays.removeAsk')}
        okText={t('displays.removeYes')}
        cancelText={t('displays.cancel')}
        onConfirm={() => void remove()}
      >
        <Button loading={busy} data-testid="remove-display">
          {t('displays.remove')}
        </Button>
      </Popconfirm>
    </li>
  );
}
