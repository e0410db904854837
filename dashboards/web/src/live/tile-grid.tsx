import { type CSSProperties, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { gridFor } from './grid.ts';
import { Tile } from './tile.tsx';
import styles from './tile-grid.module.css';
import type { TileView } from './tile-view.ts';

/** The class as tiles: all at once where they fit, scrolling with the thumb where not. */
export function TileGrid({ views }: { readonly views: readonly TileView[] }) {
  const { t } = useTranslation();
  const area = useRef<HTMLElement>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);

  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return;
    const measure = (): void => {
      const { paddingLeft, paddingTop } = getComputedStyle(element);
      const width = element.offsetWidth - 2 * Number.parseFloat(paddingLeft);
      const height = element.clientHeight - 2 * Number.parseFloat(paddingTop);
      setSize((before) => (before?.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const grid = size === null ? null : gridFor({ count: views.length, ...size });
  return (
    <section ref={area} className={styles.area} aria-label={t('live.tiles')}>
      {views.length === 0 ? <p className={styles.nobody}>{t('live.nobody')}</p> : null}
      {grid === null ? null : (
        <ul
          className={styles.grid}
          style={{ '--columns': grid.columns, '--row': `${grid.rowPx}px` } as CSSProperties}
        >
          {views.map((view) => (
            <Tile key={view.subject} {...view} />
          ))}
        </ul>
      )}
    </section>
  );
}
