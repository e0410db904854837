import type { ReactNode } from 'react';
import styles from './evidence-page.module.css';

/** One question of the report with its answer. */
export function EvidenceCard({
  title,
  note,
  action,
  children,
}: {
  readonly title: string;
  readonly note: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles.card}>
      <header>
        <h2>{title}</h2>
        {action}
      </header>
      <p>{note}</p>
      {children}
    </section>
  );
}
