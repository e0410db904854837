import { useId, useMemo } from 'react';
import styles from './track-chart.module.css';
import { type Track, trackLayout } from './track-layout.ts';
import { useWidth } from './use-width.ts';

/** A pupil's numbers over the school years: what was measured, what is expected, and how sure that is. */
export function TrackChart({
  track,
  height,
  label,
}: {
  readonly track: Track;
  readonly height: number;
  /** Read aloud instead of the drawing. */
  readonly label: string;
}) {
  const [box, width] = useWidth<HTMLDivElement>();
  const title = useId();
  const { dots, solid, dashed, fan, lines, baseY } = useMemo(
    () => trackLayout(track, { width, height }),
    [track, width, height],
  );
  return (
    <div ref={box} className={styles.chart} style={{ minHeight: height }}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={title}>
        <title id={title}>{label}</title>
        <path d={`M0 ${baseY}H${width}`} className={styles.base} />
        {lines.map(({ value, label: text, kind, y }) => (
          <g key={`${kind}${value}`} data-kind={kind} className={styles.line}>
            <path d={`M0 ${y}H${width}`} />
            <text x={2} y={y - 4}>
              {text}
            </text>
          </g>
        ))}
        <path d={fan} className={styles.fan} />
        {solid.map((d) => (
          <path key={d} d={d} className={styles.solid} />
        ))}
        <path d={dashed} className={styles.dashed} />
        {dots.map(({ x, cx, cy, bounds, kind, text, label: under }) => (
          <g key={`${kind}${x}`} data-kind={kind} className={styles.dot}>
            {bounds === null ? null : (
              <path
                d={`M${cx} ${bounds.y1}V${bounds.y2}M${cx - 6} ${bounds.y1}h12M${cx - 6} ${bounds.y2}h12`}
                className={styles.bounds}
              />
            )}
            {cy === null ? null : (
              <>
                <circle cx={cx} cy={cy} r={5} />
                <text x={cx} y={Math.min(cy, bounds?.y1 ?? cy) - 9} className={styles.value}>
                  {text}
                </text>
              </>
            )}
            {cy === null ? (
              <text x={cx} y={baseY - 6} className={styles.absent}>
                {text}
              </text>
            ) : null}
            <text x={cx} y={height - 6} className={styles.under}>
              {under}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}
