import type { Counts } from './cohort-tally.ts';

/** A count and its share of the group, 0-100 with two decimals. */
export interface Share {
  readonly count: number;
  readonly percent: number;
}
type Shares = { readonly [name: string]: Share };

/** The counts of a city, sorted and with their shares. */
export interface CitySummary {
  readonly pupils: number;
  readonly tests: number;
  /** By grade and sex: of the tests with a total. `incomplete` is counted of all tests. */
  readonly levels: { readonly [gradeAndSex: string]: Shares };
  /** By grade and kind, of all tests; `unknown`: could not be said. */
  readonly screening: { readonly [gradeAndKind: string]: Shares };
  /** By rule: of all tests, over the three grades. */
  readonly findings: Shares;
  /** How many of the grade-8 totals, and of each item's results, lay in the 90 % interval forecast for them. */
  readonly forecasts: { readonly [what: string]: { readonly made: number; readonly heldPercent: number } };
}

const share = (part: number, whole: number): Share => ({
  count: part,
  percent: whole === 0 ? 0 : Math.round((10_000 * part) / whole) / 100,
});

export function summaryOf(counts: Counts): CitySummary {
  const tests = counts.tests ?? 0;
  const findings = new Map<string, number>();
  for (const [path, value] of Object.entries(counts)) {
    const [kind, , rule] = path.split('/');
    if (kind === 'finding' && rule !== undefined) findings.set(rule, (findings.get(rule) ?? 0) + value);
  }
  const byCount = [...findings].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return {
    pupils: counts.pupils ?? 0,
    tests,
    levels: groupsOf(counts, 'level', (name) => name === 'incomplete'),
    screening: groupsOf(counts, 'screening', () => false),
    findings: Object.fromEntries(byCount.map(([rule, value]) => [rule, share(value, tests)])),
    forecasts: forecastsOf(counts),
  };
}

/** `kind/a/b/name` as `{ 'a b': { name: share } }`; names that are `apart` do not count for the others' whole. */
function groupsOf(
  counts: Counts,
  kind: string,
  apart: (name: string) => boolean,
): { readonly [group: string]: Shares } {
  const groups = new Map<string, [string, number][]>();
  for (const [path, value] of Object.entries(counts)) {
    const [of, a, b, name] = path.split('/');
    if (of !== kind || name === undefined) continue;
    const group = `${a} ${b}`;
    groups.set(group, [...(groups.get(group) ?? []), [name, value]]);
  }
  const sum = (entries: readonly [string, number][]): number =>
    entries.reduce((all, [, value]) => all + value, 0);
  return Object.fromEntries(
    [...groups]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, entries]) => {
        const all = sum(entries);
        const known = sum(entries.filter(([name]) => !apart(name)));
        const sorted = entries.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
        return [
          group,
          Object.fromEntries(sorted.map(([name, value]) => [name, share(value, apart(name) ? all : known)])),
        ];
      }),
  );
}

function forecastsOf(counts: Counts): CitySummary['forecasts'] {
  const of = (what: string, path: string): [string, { made: number; heldPercent: number }][] => {
    const made = counts[`${path}/made`] ?? 0;
    return made === 0
      ? []
      : [[what, { made, heldPercent: share(counts[`${path}/held`] ?? 0, made).percent }]];
  };
  const items = Object.keys(counts).flatMap((path) => {
    const [kind, item, what] = path.split('/');
    return kind === 'forecast-item' && what === 'made' && item !== undefined ? [item] : [];
  });
  return Object.fromEntries([
    ...of('total', 'forecast'),
    ...items.toSorted().flatMap((item) => of(item, `forecast-item/${item}`)),
  ]);
}
