import type { WarningEvidence } from '@tizhi/contracts';
import { useTranslation } from 'react-i18next';
import { itemName, measureText, measureWithUnit, topOf } from '../chart/measure-text.ts';
import { TrackChart } from '../chart/track-chart.tsx';
import { useLanguage } from '../i18n/index.ts';

/** What a warning rests on: the numbers, their bounds, the line that was crossed, what is expected. */
export function EvidenceChart({ evidence }: { readonly evidence: WarningEvidence }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { measure, unit, points, line } = evidence;
  const what = useMeasureName()(measure);
  const grade = (of: string): string => t('testDay.grade', { grade: of });
  const groupMean =
    measure === 'item_z' ? [{ value: 0, kind: 'mark' as const, label: t('inbox.groupMean') }] : [];
  const told = points
    .filter(({ value }) => value !== null)
    .map(({ grade: of, value, kind }) => {
      const text = measureWithUnit({ measure, unit }, value ?? 0, language);
      return `${grade(of)} ${kind === 'forecast' ? `${t('inbox.forecastOf')} ` : ''}${text}`;
    })
    .join(language === 'zh' ? '，' : ', ');
  return (
    <TrackChart
      height={200}
      label={t('inbox.chart', { what, points: told })}
      track={{
        top: topOf(measure),
        lines:
          line === null
            ? groupMean
            : [
                {
                  value: line,
                  kind: 'crossed',
                  label: t('inbox.line', { value: measureWithUnit({ measure, unit }, line, language) }),
                },
              ],
        points: points.map(({ schoolYear, grade: of, value, low, high, kind }) => ({
          x: schoolYear,
          label: grade(of),
          value,
          low,
          high,
          kind,
          text:
            value === null
              ? '–'
              : `${kind === 'forecast' ? `${t('inbox.forecastOf')} ` : ''}${
                  low === null || high === null
                    ? measureText(measure, value)
                    : `${measureText(measure, low)}–${measureText(measure, high)}`
                }`,
        })),
      }}
    />
  );
}

/** What a measure is called. */
export function useMeasureName(): (measure: WarningEvidence['measure']) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return (measure) => {
    switch (measure) {
      case 'total':
      case 'height':
      case 'blood_pressure':
      case 'bmi':
      case 'item_z':
        return t(`inbox.measure.${measure}`);
      default:
        return itemName(measure, language) ?? measure;
    }
  };
}
