import type { Certificate, LessonPupils, SubjectId, WornDevice } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { timeOfDay } from '../time/format.ts';
import styles from './device-rows.module.css';
import { LessonAxis, LessonBar } from './lesson-bar.tsx';

type Pupil = LessonPupils['pupils'][number];
const NUMBERS = ['heard', 'stored', 'doubtful', 'missing'] as const;
/** Times under one row; the certificate itself has them all. */
const MAX_TIMES = 6;

/** One row for each device that a pupil wore, in seat order. Names are shown here and nowhere else. */
export function DeviceRows({
  certificate,
  pupils,
}: {
  readonly certificate: Certificate;
  readonly pupils: ReadonlyMap<SubjectId, Pupil>;
}) {
  const { t } = useTranslation();
  const seatOf = ({ subject }: WornDevice): number => pupils.get(subject)?.seat ?? Number.POSITIVE_INFINITY;
  const rows = [...certificate.devices].sort((a, b) => seatOf(a) - seatOf(b) || a.from - b.from);
  if (rows.length === 0) return <p>{t('certificate.nobody')}</p>;
  return (
    <ol className={styles.rows}>
      <li className={styles.head} aria-hidden="true">
        <span className={styles.who}>{t('certificate.pupil')}</span>
        <LessonAxis lesson={certificate} />
        {NUMBERS.map((what) => (
          <span key={what} data-what={what}>
            {t(`certificate.${what}`)}
          </span>
        ))}
      </li>
      {rows.map((device) => (
        <DeviceRow
          key={`${device.device} ${device.from}`}
          device={device}
          certificate={certificate}
          pupil={pupils.get(device.subject)}
        />
      ))}
    </ol>
  );
}

function DeviceRow({
  device,
  certificate,
  pupil,
}: {
  readonly device: WornDevice;
  readonly certificate: Certificate;
  readonly pupil: Pupil | undefined;
}) {
  const { t } = useTranslation();
  const numbers = { ...device, missing: device.heard - device.stored };
  return (
    <li data-testid="certificate-row" data-device={device.device} data-missing={numbers.missing}>
      <p className={styles.who}>
        <b className="number">{pupil?.seat ?? ''}</b>
        <span>{pupil?.name ?? device.subject}</span>
        <small>{device.device}</small>
      </p>
      <LessonBar device={device} lesson={certificate} />
      {NUMBERS.map((what) => (
        <span
          key={what}
          className={`${styles.count} number`}
          data-what={what}
          data-zero={numbers[what] === 0}
        >
          <small>{t(`certificate.${what}`)}</small>
          {numbers[what].toLocaleString('en-US')}
        </span>
      ))}
      <Times device={device} />
    </li>
  );
}

/** When readings were lost, and what else a reader of the row must know. */
function Times({ device }: { readonly device: WornDevice }) {
  const { t } = useTranslation();
  const { missing, restarts } = device;
  const words = [
    ...missing.map(({ from, to, readings }) =>
      t('certificate.lost', { from: timeOfDay(from), to: timeOfDay(to), readings }),
    ),
    ...restarts.map(({ at }) => t('certificate.restart', { at: timeOfDay(at) })),
  ];
  if (words.length === 0) return null;
  return (
    <p className={`${styles.times} number`}>
      {words.slice(0, MAX_TIMES).join(' · ')}
      {words.length > MAX_TIMES ? ` · … +${words.length - MAX_TIMES}` : ''}
    </p>
  );
}
