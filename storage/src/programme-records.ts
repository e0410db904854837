import { Programme } from '@tizhi/contracts';
import type { ProgrammeRecords } from './programme-store.ts';
import type { RecordDb } from './records-schema.ts';

export function programmeRecords(db: RecordDb): ProgrammeRecords {
  return {
    async save(school, programme) {
      const body = JSON.stringify(programme);
      await db
        .insertInto('programme')
        .values({ school, programme: programme.id, body })
        .onConflict((conflict) => conflict.columns(['school', 'programme']).doUpdateSet({ body }))
        .execute();
    },
    async list(school) {
      const rows = await db.selectFrom('programme').select('body').where('school', '=', school).execute();
      return rows
        .map(({ body }) => Programme.parse(JSON.parse(body)))
        .sort((a, b) => (a.from === b.from ? (a.id < b.id ? -1 : 1) : a.from < b.from ? -1 : 1));
    },
    async remove(school, programme) {
      const { numDeletedRows } = await db
        .deleteFrom('programme')
        .where('school', '=', school)
        .where('programme', '=', programme)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}
