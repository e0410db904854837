import { useTranslation } from 'react-i18next';
import { useAgeText } from '../time/age-text.ts';
import styles from './device-table.module.css';
import type { DeviceView } from './device-view.ts';

/** The devices of a lesson: who wears each, when it was heard, its signal, battery and what else it measures. */
export function DeviceTable({ devices }: { readonly devices: readonly DeviceView[] }) {
  const { t } = useTranslation();
  if (devices.length === 0) return <p>{t('live.noDevices')}</p>;
  return (
    <table className={styles.table} data-testid="device-table">
      <thead>
        <tr>
          <th>{t('live.column.pupil')}</th>
          <th>{t('live.column.heard')}</th>
          <th>{t('live.column.signal')}</th>
          <th>{t('live.column.battery')}</th>
          <th>{t('live.column.measured')}</th>
        </tr>
      </thead>
      <tbody>
        {devices.map((device) => (
          <DeviceRow key={device.device} {...device} />
        ))}
      </tbody>
    </table>
  );
}

function DeviceRow({ device, seat, name, freshness, ageMs, signal, battery, isLow, ...values }: DeviceView) {
  const { t } = useTranslation();
  const ageText = useAgeText();
  const measured = [
    ...(values.spo2 === null ? [] : [t('live.spo2', { value: values.spo2 })]),
    ...(values.temperature === null ? [] : [t('live.temperature', { value: values.temperature })]),
  ];
  return (
    <tr data-testid="device-row" data-device={device} data-freshness={freshness}>
      <th scope="row">
        <span className="number">{seat}</span> {name}
        <small>{device}</small>
      </th>
      <td>{ageMs === null ? t('tile.never') : t('tile.stale', { age: ageText(ageMs) })}</td>
      <td>{signal === null ? '-' : t(`live.signal.${signal}`)}</td>
      <td className="number" data-low={isLow}>
        {battery === null ? '-' : t('live.percent', { value: Math.round(battery) })}
      </td>
      <td className="number">{measured.length === 0 ? '-' : measured.join(' · ')}</td>
    </tr>
  );
}
