import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useChart, wantsStillness } from '../chart/use-chart.ts';
import { chartOption } from './chart-option.ts';
import type { Bin } from './progress.ts';
import styles from './score-chart.module.css';

use([BarChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

/** Draws a distribution of scores; follows its box and its data. */
export function ScoreChart({ bins }: { readonly bins: readonly Bin[] }) {
  const { t } = useTranslation();
  const { box, chart } = useChart();

  useEffect(() => {
    const still = wantsStillness();
    chart.current?.setOption(
      chartOption({ bins, still, describe: (bin, count) => t('results.binCount', { bin, count }) }),
    );
  }, [bins, t, chart]);

  return <div ref={box} className={styles.chart} data-testid="score-chart" />;
}
