import type { EvidenceResponse, GroupReport, ScoredItemKey } from '@tizhi/contracts';
import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dragBars, dragOption, dragRows } from './bar-options.ts';
import { ROW_HEIGHT } from './chart-parts.ts';
import { EvidenceCard } from './evidence-card.tsx';
import styles from './evidence-page.module.css';
import { itemOption, itemRows } from './item-option.ts';
import { LazyChart } from './lazy-chart.tsx';
import { levelOption, levelRows } from './level-option.ts';
import { trendLines, trendOption } from './trend-option.ts';
import type { EvidenceWords } from './use-evidence-words.ts';

interface CardProps {
  readonly evidence: EvidenceResponse;
  readonly words: EvidenceWords;
}

export function LevelsCard({ evidence, words }: CardProps) {
  const { t } = useTranslation();
  const rows = levelRows(evidence.report.groups);
  const option = useMemo(() => levelOption(rows, words), [rows, words]);
  return (
    <EvidenceCard title={t('evidence.levels.title')} note={t('evidence.levels.note')}>
      <LazyChart name="levels" option={option} height={rows.length * ROW_HEIGHT + 84} />
    </EvidenceCard>
  );
}

export function ItemsCard({ evidence, words }: CardProps) {
  const { t } = useTranslation();
  const { groups } = evidence.report;
  const items = [...new Set(groups.flatMap((row) => row.items.map(({ item }) => item)))];
  const [chosen, setChosen] = useState<ScoredItemKey | null>(null);
  const item = chosen !== null && items.includes(chosen) ? chosen : items.find((each) => each !== 'bmi');
  if (item === undefined) return null;
  const rows = itemRows(groups, item);
  return (
    <EvidenceCard
      height="long"
      title={t('evidence.items.title')}
      note={t('evidence.items.note')}
      action={
        <Select<ScoredItemKey>
          aria-label={t('evidence.items.item')}
          popupMatchSelectWidth={false}
          value={item}
          onChange={setChosen}
          options={items.map((each) => ({ value: each, label: words.measure(each) }))}
        />
      }
    >
      <LazyChart
        name="items"
        option={itemOption({ rows, item }, words)}
        height={rows.length * ROW_HEIGHT + 44}
      />
    </EvidenceCard>
  );
}

export function DragsCard({ evidence, words }: CardProps) {
  const { t } = useTranslation();
  const rows = dragRows(evidence.report.groups);
  const [chosen, setChosen] = useState<string | null>(null);
  const row = rows.find((each) => nameOf(each) === chosen) ?? worst(rows);
  if (row === undefined) return null;
  const bars = dragBars(row, words);
  return (
    <EvidenceCard
      title={t('evidence.drags.title')}
      note={t('evidence.drags.note')}
      action={
        <Select<string>
          aria-label={t('evidence.drags.group')}
          popupMatchSelectWidth={false}
          value={nameOf(row)}
          onChange={setChosen}
          options={rows.map((each) => ({ value: nameOf(each), label: words.group(each.group) }))}
        />
      }
    >
      <LazyChart name="drags" option={dragOption(bars, words)} height={bars.length * ROW_HEIGHT + 44} />
    </EvidenceCard>
  );
}

const nameOf = ({ group }: GroupReport): string => `${group.grade}/${group.class}/${group.sex}`;

/** The group that an item drags most surely. */
const worst = (rows: readonly GroupReport[]): GroupReport | undefined => {
  const surest = ({ items }: GroupReport) =>
    Math.max(...items.map(({ drag }) => drag?.low ?? Number.NEGATIVE_INFINITY));
  return rows.toSorted((a, b) => surest(b) - surest(a))[0];
};

export function TrendsCard({ evidence, words }: CardProps) {
  const { t } = useTranslation();
  const lines = trendLines(evidence.report.trends);
  return (
    <EvidenceCard title={t('evidence.trends.title')} note={t('evidence.trends.note')}>
      {lines.length === 0 ? (
        <p className={styles.none}>{t('evidence.trends.none')}</p>
      ) : (
        <LazyChart name="trends" option={trendOption(lines, words)} height={280} />
      )}
    </EvidenceCard>
  );
}
