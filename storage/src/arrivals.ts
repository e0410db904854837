import type { RecordDb } from './records-schema.ts';

/**
 * Takes `count` arrival numbers and gives the first. Call it inside the transaction that uses them: the
 * counter's row lock makes numbers become visible in their order, so that a reader who remembers the last
 * number it saw can never miss one that was taken earlier and committed later.
 */
export async function takeArrivals(db: RecordDb, count: number): Promise<number> {
  const { value } = await db
    .updateTable('counter')
    .set((eb) => ({ value: eb('value', '+', count) }))
    .where('name', '=', 'arrival')
    .returning('value')
    .executeTakeFirstOrThrow();
  return value - count + 1;
}
