import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { chartOption } from './chart-option.ts';
import type { Bin } from './progress.ts';
import styles from './score-chart.module.css';

use([BarChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

/** Draws a distribution of scores; follows its box and its data. */
export function ScoreChart({ bins }: { readonly bins: readonly Bin[] }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init>>(null);

  useEffect(() => {
    if (box.current === null) return;
    const drawn = init(box.current);
    chart.current = drawn;
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(box.current);
    return () => {
      observer.disconnect();
      drawn.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    chart.current?.setOption(
      chartOption({ bins, still, describe: (bin, count) => t('results.binCount', { bin, count }) }),
    );
  }, [bins, t]);

  return <div ref={box} className={styles.chart} data-testid="score-chart" />;
}
