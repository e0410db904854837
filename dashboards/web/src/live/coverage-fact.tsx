import type { LiveCoverage } from '@tizhi/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SideSheet } from '../test-days/side-sheet.tsx';
import styles from './coverage-fact.module.css';
import { DeviceTable } from './device-table.tsx';
import type { DeviceView } from './device-view.ts';

/** "43/45": how many devices of the class are heard now. A tap shows which, with battery and signal. */
export function CoverageFact({
  coverage,
  devices,
}: {
  readonly coverage: LiveCoverage;
  readonly devices: readonly DeviceView[];
}) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { heard, expected } = coverage;
  const low = devices.filter(({ isLow }) => isLow).length;
  const seconds = coverage.withinMs / 1_000;
  return (
    <div>
      <dt>{t('live.heard', { seconds })}</dt>
      <dd className="number">
        <button
          type="button"
          className={styles.open}
          onClick={() => setOpen(true)}
          title={t('live.heardLabel', { heard, expected, seconds })}
          aria-label={t('live.heardLabel', { heard, expected, seconds })}
          data-testid="heard"
          data-heard={heard}
          data-total={expected}
        >
          {t('live.heardOf', { heard, expected })}
        </button>
        {low === 0 ? null : (
          <small className={styles.low} data-testid="low-battery">
            {t('live.lowBattery', { count: low })}
          </small>
        )}
      </dd>
      {isOpen ? (
        <SideSheet title={t('live.devices')} onClose={() => setOpen(false)}>
          <p>{t('live.heardLabel', { heard, expected, seconds })}</p>
          <DeviceTable devices={devices} />
        </SideSheet>
      ) : null}
    </div>
  );
}
