import type { Instant } from '@tizhi/contracts';
import { accountRecords } from './account-records.ts';
import { alertRecords } from './alert-records.ts';
import { auditRecords } from './audit-records.ts';
import { careRecords } from './care-records.ts';
import { gatewayRecords, inboxRecords } from './inbox-records.ts';
import { lessonRecords } from './lesson-records.ts';
import { programmeRecords } from './programme-records.ts';
import type { RecordStore } from './record-store.ts';
import type { RecordDb } from './records-schema.ts';
import { resultRecords } from './result-records.ts';
import { type RosterOptions, rosterRecords } from './roster-records.ts';
import { testDayRecords } from './test-day-records.ts';

export interface RecordOptions extends Omit<RosterOptions, 'clock'> {
  /** School time; which day it is says whether a test day's roll still follows the roster. */
  readonly clock?: () => Instant;
}

/** Everything of a record store that does not depend on which database it is. */
export function recordsOf(db: RecordDb, options: RecordOptions): Omit<RecordStore, 'kind' | 'close'> {
  const { clock = Date.now } = options;
  return {
    inbox: inboxRecords(db),
    roster: rosterRecords(db, { ...options, clock }),
    lessons: lessonRecords(db),
    results: resultRecords(db),
    alerts: alertRecords(db),
    accounts: accountRecords(db),
    audit: auditRecords(db),
    testDays: testDayRecords(db, { clock }),
    care: careRecords(db),
    programmes: programmeRecords(db),
    ...gatewayRecords(db),
    async ping() {
      try {
        await db.selectFrom('counter').select('value').execute();
        return true;
      } catch {
        return false;
      }
    },
  };
}
