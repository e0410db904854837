import type { ReactNode } from 'react';
import styles from './message.module.css';

export interface MessageProps {
  readonly title: string;
  readonly body: string;
  readonly code?: string;
  readonly children?: ReactNode;
}

/** A page that has nothing else to show: what happened, what to do, and the way on. */
export function Message({ title, body, code, children }: MessageProps) {
  return (
    <section className={styles.message}>
      <svg className={styles.picture} viewBox="0 0 120 48" aria-hidden="true">
        <path d="M4 30h30l8-18 11 30 10-22 6 10h47" />
        <circle cx="108" cy="14" r="6" />
      </svg>
      <h1>{title}</h1>
      <p>{body}</p>
      {code === undefined ? null : <code>{code}</code>}
      {children === undefined ? null : <div className={styles.ways}>{children}</div>}
    </section>
  );
}
