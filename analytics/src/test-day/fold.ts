import type { TestDayFold, TestDayInput } from './input.ts';

/**
 * Derives a test day from what gateways heard and what people decided. Deterministic: the same result whatever
 * the order of `attempts`.
 */
export function foldTestDay(input: TestDayInput): TestDayFold {
  throw new Error(`not built yet: ${input.plan.testDay}`);
}
