import type { Severity } from '@tizhi/contracts';

/** What an output is told. It names the bib, never the pupil. */
export interface AlarmSignal {
  readonly says: 'ring' | 'clear';
  readonly severity: Severity;
  readonly rule: string;
  readonly bib: string | null;
}

/** One output: takes a signal at once, or loses it and says so in the log. Never throws, never blocks. */
export interface AlarmPort {
  readonly name: string;
  signal(signal: AlarmSignal): void;
  stop(): Promise<void>;
}

/** `TIZHI RING critical sudden-fall 12`: four words and the bib, `-` where there is none. ASCII, one line. */
export const lineOf = ({ says, severity, rule, bib }: AlarmSignal): string =>
  `TIZHI ${says.toUpperCase()} ${severity} ${rule} ${plain(bib)}\n`;

/** A bib as it may stand in a line and as an argument. */
export const plain = (bib: string | null): string => bib?.replace(/[^\w.-]/g, '_').slice(0, 64) || '-';
