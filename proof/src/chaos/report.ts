import { FAULT_KINDS } from './faults.ts';
import { isClean, type Outcome } from './run-chaos.ts';

/** The outcome as a table for a terminal. */
export function reportOf(outcome: Outcome): string {
  const { verdict, faults, findings, notTested, seconds } = outcome;
  const whole = (value: number): string => Math.round(value).toLocaleString('en');
  const faultRows = [...faults].map(([name, counts]) => [
    name,
    ...FAULT_KINDS.map((kind) => whole(counts[kind])),
  ]);
  const laneRows = Object.entries(verdict.lanes).map(([name, lane]) => [
    name,
    ...[
      lane.sent,
      lane.stored,
      lane.lost,
      lane.doubled,
      lane.inFlight,
      lane.longestInFlightMs,
      lane.inGaps + lane.onFullDisk,
    ].map(whole),
  ]);
  return [
    table([['part', ...FAULT_KINDS], ...faultRows]),
    '',
    table([
      ['lane', 'sent', 'stored', 'lost', 'doubled', 'in flight*', 'longest, ms', 'given up**'],
      ...laneRows,
    ]),
    `alerts: ${verdict.alerts.stored} stored, ${verdict.alerts.lost} that an outbox held are lost`,
    '',
    '* between the socket and the outbox file when the gateway was killed: never counted.',
    '** telemetry that a gateway counted and gave up on its own full disk:',
    ...givenUpLines(outcome),
    ...verdict.details,
    ...findings.map((finding) => `FINDING: ${finding}`),
    ...notTested.map((what) => `NOT TESTED: ${what}`),
    '',
    `${isClean(outcome) ? 'CLEAN: nothing lost, nothing doubled' : 'NOT CLEAN'} in ${whole(seconds)} s`,
  ].join('\n');
}

function givenUpLines({ givenUp, verdict }: Outcome): string[] {
  const { gaps, fullDisks } = givenUp;
  const { inGaps, onFullDisk } = verdict.lanes.telemetry;
  const of = (gateway: string): string => {
    const [disks, own] = [fullDisks, gaps].map((all) => all.filter((each) => each.gateway === gateway));
    return `${gateway}: full ${disks?.length} times, ${own?.length} gaps recorded`;
  };
  if (fullDisks.length + gaps.length === 0) return ['   none'];
  const messages = gaps.reduce((sum, gap) => sum + gap.messages, 0);
  return [
    ...[...new Set(fullDisks.map(({ gateway }) => gateway))].sort().map((gateway) => `   ${of(gateway)}`),
    `   ${inGaps} readings in the recorded gaps (${messages} messages), ${onFullDisk} that met the full disk and were never in a lane`,
  ];
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  '),
    )
    .join('\n');
}
