import type { TestDayPlan } from '@tizhi/contracts';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { RecordTables } from './records-schema.ts';

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** The plan's day as China counts it (UTC+8 all year), epoch milliseconds; `to` is not of it. */
export function dayInChina({ date }: Pick<TestDayPlan, 'date'>): {
  readonly from: number;
  readonly to: number;
} {
  const from = Date.parse(`${date}T00:00:00Z`) - 8 * HOUR_MS;
  return { from, to: from + DAY_MS };
}

/** An attempt that one of the plan's stations heard on its day. The plan must have a station. */
export function attemptsOfDay(
  eb: ExpressionBuilder<RecordTables, 'attempt'>,
  plan: TestDayPlan,
): Expression<SqlBool> {
  const { from, to } = dayInChina(plan);
  const stations = [...new Set(plan.stations.map(({ station }) => station))];
  return eb.and([
    eb('attempt.station', 'in', stations),
    eb('attempt.at', '>=', from),
    eb('attempt.at', '<', to),
  ]);
}
