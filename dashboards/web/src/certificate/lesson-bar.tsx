import type { Certificate, WornDevice } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { useSpanText } from '../time/span-text.ts';
import { axisMinutes, barParts, silentMs } from './bar-parts.ts';
import styles from './lesson-bar.module.css';

type Lesson = Pick<Certificate, 'startedAt' | 'until'>;

/** The lesson of one device from left to right. Shape and place tell as much as colour. */
export function LessonBar({ device, lesson }: { readonly device: WornDevice; readonly lesson: Lesson }) {
  const { t } = useTranslation();
  const spanText = useSpanText();
  const text = t('certificate.bar', {
    stored: device.stored,
    missing: device.heard - device.stored,
    silent: spanText(silentMs(device)),
  });
  return (
    <div className={styles.bar} role="img" aria-label={text}>
      {barParts(device, lesson).map(({ kind, left, width }) => (
        <i key={`${kind} ${left}`} data-kind={kind} style={{ left: `${left}%`, width: `${width}%` }} />
      ))}
    </div>
  );
}

/** The minutes of the lesson, above the bars. */
export function LessonAxis({ lesson }: { readonly lesson: Lesson }) {
  const length = lesson.until - lesson.startedAt;
  return (
    <div className={`${styles.axis} number`} aria-hidden="true">
      {axisMinutes(length).map((minute) => (
        <span key={minute} style={{ left: `${((minute * 60_000) / Math.max(1, length)) * 100}%` }}>
          {minute}′
        </span>
      ))}
    </div>
  );
}

export function BarLegend() {
  const { t } = useTranslation();
  return (
    <ul className={styles.legend}>
      {(['stored', 'missing', 'silent', 'awaited'] as const).map((kind) => (
        <li key={kind}>
          <span className={styles.bar} aria-hidden="true">
            <i
              data-kind={kind === 'stored' || kind === 'missing' ? 'worn' : kind}
              style={{ left: 0, width: '100%' }}
            />
            {kind === 'missing' ? <i data-kind="missing" style={{ left: '45%', width: '10%' }} /> : null}
          </span>
          {t(`certificate.legend.${kind}`)}
        </li>
      ))}
    </ul>
  );
}
