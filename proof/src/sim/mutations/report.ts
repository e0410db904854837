import type { MutationOutcome } from './mutation.ts';

export function mutationTable(outcomes: readonly MutationOutcome[]): string {
  const rows = outcomes.map(({ name, caught, seeds }) =>
    caught === undefined
      ? [name, '-', `SURVIVED ${seeds} seeds`]
      : [name, String(caught.seed), caught.invariant],
  );
  const table = [['mutation', 'seed', 'broken promise'], ...rows];
  const widths = [0, 1].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  const caught = outcomes.filter((outcome) => outcome.caught !== undefined).length;
  return [...lines, `${caught} of ${outcomes.length} caught`].join('\n');
}
