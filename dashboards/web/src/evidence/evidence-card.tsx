import type { ReactNode } from 'react';
import styles from './evidence-page.module.css';

/** One question of the report with its answer. */
export function EvidenceCard({
  title,
  note,
  action,
  height = 'usual',
  children,
}: {
  readonly title: string;
  readonly note: string;
  readonly action?: ReactNode;
  /** A long one stands beside several others where there is room. */
  readonly height?: 'usual' | 'long';
  readonly children: ReactNode;
}) {
  return (
    <section className={styles.card} data-height={height}>
      <header>
        <h2>{title}</h2>
        {action}
      </header>
      <p>{note}</p>
      {children}
    </section>
  );
}
