import type { Lesson, LessonRecords } from './record-store.ts';
import type { RecordDb, RecordTables } from './records-schema.ts';

export function lessonRecords(db: RecordDb): LessonRecords {
  return {
    async save(lesson) {
      const { lesson: id, ...columns } = toRow(lesson);
      await db
        .insertInto('lesson')
        .values({ lesson: id, ...columns })
        .onConflict((conflict) => conflict.column('lesson').doUpdateSet(columns))
        .execute();
    },
    async end(lesson, at) {
      await db.updateTable('lesson').set({ ended_at: at }).where('lesson', '=', lesson).execute();
    },
    async bind(lesson, bindings) {
      const rows = bindings.map(({ device, subject, from, to }, position) => ({
        lesson,
        position,
        device,
        subject,
        from_at: from,
        to_at: to,
      }));
      await db.transaction().execute(async (transaction) => {
        // Changes nothing and locks the lesson's row: two lists at the same time come one after the other.
        await transaction
          .updateTable('lesson')
          .set((eb) => ({ class: eb.ref('class') }))
          .where('lesson', '=', lesson)
          .execute();
        await transaction.deleteFrom('binding').where('lesson', '=', lesson).execute();
        for (const row of rows) await transaction.insertInto('binding').values(row).execute();
      });
    },
    async find(lesson) {
      const row = await db.selectFrom('lesson').selectAll().where('lesson', '=', lesson).executeTakeFirst();
      return row === undefined ? undefined : toLesson(row);
    },
    async list(school, limit) {
      const rows = await db
        .selectFrom('lesson')
        .selectAll()
        .where('school', '=', school)
        .orderBy('started_at', 'desc')
        .orderBy('lesson')
        .limit(limit)
        .execute();
      return rows.map(toLesson);
    },
    async bindings(lesson) {
      const rows = await db
        .selectFrom('binding')
        .selectAll()
        .where('lesson', '=', lesson)
        .orderBy('position')
        .execute();
      return rows.map((row) => ({
        device: row.device,
        subject: row.subject,
        from: row.from_at,
        to: row.to_at,
      }));
    },
  };
}

const toRow = (lesson: Lesson): RecordTables['lesson'] => ({
  lesson: lesson.lesson,
  school: lesson.school,
  class: lesson.class,
  started_at: lesson.startedAt,
  planned_end_at: lesson.plannedEndAt,
  ended_at: lesson.endedAt,
});

const toLesson = (row: RecordTables['lesson']): Lesson => ({
  lesson: row.lesson,
  school: row.school,
  class: row.class,
  startedAt: row.started_at,
  plannedEndAt: row.planned_end_at,
  endedAt: row.ended_at,
});
