import { ACUTE_QUANTITIES, type AlertView } from '@tizhi/contracts';
import type { TFunction } from 'i18next';

/** The words of an alert: what is large on its card, what it is held against, which rule spoke, what to do. */
export interface EvidenceText {
  readonly value: string;
  readonly against: string;
  readonly rule: string;
  /** `null`: the rule has no advice on this page. */
  readonly advice: string | null;
  /** For those who hear the curve. */
  readonly label: string;
}

/** Rules of the table of acute states that the page knows by name; others are shown by their id. */
const KNOWN = [
  'no-recovery',
  'sudden-fall',
  'sudden-onset',
  'high-rate-at-rest',
  'low-rate',
  'irregular-rhythm',
  'sensor-off-in-effort',
  'low-oxygen',
  'fever',
] as const;

export function ruleName(id: string, t: TFunction): string {
  const known = KNOWN.find((each) => each === id);
  return known === undefined ? id : t(`alerts.acute.${known}.name`);
}

export function evidenceText(
  { evidence, rule }: Pick<AlertView, 'evidence' | 'rule'>,
  t: TFunction,
): EvidenceText {
  if (evidence.kind === 'heart_rate_above') {
    const { maxBpm, ceilingBpm } = evidence;
    return {
      value: String(maxBpm),
      against: t('alerts.highest', { bpm: ceilingBpm }),
      rule: t('alerts.aboveCeiling'),
      advice: null,
      label: t('alerts.evidence', { max: maxBpm, ceiling: ceilingBpm }),
    };
  }
  const { quantity, observed, threshold, confidence } = evidence;
  const { unit } = ACUTE_QUANTITIES[quantity];
  const shownUnit = unit === 'degC' ? '°C' : unit;
  const known = KNOWN.find((id) => id === rule.id);
  const name = ruleName(rule.id, t);
  const against = t('alerts.acuteAgainst', {
    unit: shownUnit,
    threshold,
    percent: Math.round(100 * confidence),
  });
  return {
    value: String(observed),
    against,
    rule: name,
    advice: known === undefined ? null : t(`alerts.acute.${known}.advice`),
    label: `${name}: ${observed} ${against}`,
  };
}
