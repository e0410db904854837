import { cpus } from 'node:os';

/** One line of the table. */
export interface Figure {
  readonly what: string;
  readonly seen: string;
  readonly aim?: string;
  /** Left out where nothing was aimed at. */
  readonly met?: boolean;
  readonly note?: string;
}

/** What a part is given. */
export interface Bench {
  /** An empty folder of the part's own; removed afterwards. */
  readonly folder: string;
  /** Record where the processor time goes and say it. */
  readonly profile: boolean;
  /** A line about what is under way. */
  say(line: string): void;
}

export interface Part {
  readonly about: string;
  run(bench: Bench): Promise<readonly Figure[]>;
}

export const whole = (value: number): string => Math.round(value).toLocaleString('en');

/** Today, the processor and the versions that the figures hang on. */
export const machineLine = (): string =>
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0]?.model.trim()}, Node ${process.version}`;

/** A figure beside its aim; `share` is how far the aim was reached (1: just). */
export const against = (aim: string, share: number): Pick<Figure, 'aim' | 'met' | 'note'> => ({
  aim,
  met: share >= 1,
  note: `${share.toFixed(2)} of the aim`,
});

const HEAD: Row = ['what', 'seen', 'aim', 'verdict'];
type Row = readonly [string, string, string, string];

/** The figures as a Markdown table, ready for bench/RESULTS.md. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, seen, aim = '', met, note }): Row => {
    const verdict = met === undefined ? '' : met ? 'met' : 'MISSED';
    return [what, seen, aim, [verdict, note].filter((text) => text).join(', ')];
  });
  const widths = HEAD.map((_, column) =>
    Math.max(...[HEAD, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const line = (row: Row): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(HEAD), rule, ...rows.map(line)].join('\n');
}
