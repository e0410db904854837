import { lazy, Suspense } from 'react';

const EvidenceChart = lazy(async () => ({ default: (await import('./evidence-chart.tsx')).EvidenceChart }));

/** A chart whose place is there before the chart library has come. */
export function LazyChart(chart: Parameters<typeof EvidenceChart>[0]) {
  return (
    <Suspense fallback={<div style={{ height: chart.height }} />}>
      <EvidenceChart {...chart} />
    </Suspense>
  );
}
