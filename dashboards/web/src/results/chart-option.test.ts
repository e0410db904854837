import { expect, it } from 'vitest';
import { chartOption } from './chart-option.ts';
import { binsOf } from './progress.ts';

it('the chart draws a bar per bin, each level in its own colour, and keeps still when asked', () => {
  const option = chartOption({ bins: binsOf([55, 65, 85, 95]), still: true, describe: (bin) => bin });
  const series = Array.isArray(option.series) ? option.series[0] : option.series;
  expect(series?.data).toHaveLength(10);
  const colours = new Set(series?.data?.map((bar) => JSON.stringify(bar).match(/#[0-9a-f]{6}/)?.[0]));
  expect(colours.size).toBe(4);
  expect(option.animation).toBe(false);
});
