import { init } from 'echarts/core';
import { type RefObject, useEffect, useRef } from 'react';

/** An ECharts chart in a box of the page: made with it, as large as it, gone with it. */
export function useChart(): {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly chart: RefObject<ReturnType<typeof init> | null>;
} {
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
  return { box, chart };
}

/** Nothing moves for whoever asked the system for stillness. */
export const wantsStillness = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
