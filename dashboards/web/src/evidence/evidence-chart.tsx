import { BarChart, CustomChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect } from 'react';
import { useChart, wantsStillness } from '../chart/use-chart.ts';
import type { EvidenceOption } from './chart-parts.ts';

use([
  BarChart,
  CustomChart,
  LineChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  AriaComponent,
  SVGRenderer,
]);

/** Draws one chart of the report; follows its box and its data. */
export function EvidenceChart({
  option,
  height,
  name,
}: {
  readonly option: EvidenceOption;
  readonly height: number;
  readonly name: string;
}) {
  const { box, chart } = useChart();

  useEffect(() => {
    const still = wantsStillness();
    // Another school year is another chart: nothing of the one before stays.
    chart.current?.setOption({ ...option, animation: !still }, true);
  }, [option, chart]);

  return <div ref={box} style={{ height }} data-testid={`evidence-${name}`} />;
}
