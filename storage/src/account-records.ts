import type { Account, AccountRecords } from './record-store.ts';
import type { RecordDb, RecordTables } from './records-schema.ts';

export function accountRecords(db: RecordDb): AccountRecords {
  return {
    async save({ account, school, username, displayName, role, passwordHash }) {
      const columns = { school, username, display_name: displayName, role, password_hash: passwordHash };
      await db
        .insertInto('account')
        .values({ account, ...columns })
        .onConflict((conflict) => conflict.column('account').doUpdateSet(columns))
        .execute();
    },
    async byUsername(username) {
      const row = await db
        .selectFrom('account')
        .selectAll()
        .where('username', '=', username)
        .executeTakeFirst();
      return row === undefined ? undefined : toAccount(row);
    },
    async find(account) {
      const row = await db
        .selectFrom('account')
        .selectAll()
        .where('account', '=', account)
        .executeTakeFirst();
      return row === undefined ? undefined : toAccount(row);
    },
    async list(school) {
      const rows = await db.selectFrom('account').selectAll().where('school', '=', school).execute();
      return rows.map(toAccount).sort((a, b) => a.displayName.localeCompare(b.displayName, 'zh'));
    },
    async openSession({ tokenHash, account, expiresAt }) {
      await db
        .insertInto('session')
        .values({ token_hash: tokenHash, account, expires_at: expiresAt })
        .execute();
    },
    async bySession(tokenHash, now) {
      const row = await db
        .selectFrom('session')
        .innerJoin('account', 'account.account', 'session.account')
        .selectAll('account')
        .select('session.expires_at')
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      if (row.expires_at > now) return toAccount(row);
      // The moment somebody comes with an old cookie is a good one to throw out all old sessions.
      await db.deleteFrom('session').where('expires_at', '<=', now).execute();
      return undefined;
    },
    async closeSession(tokenHash) {
      await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
    },
  };
}

const toAccount = (row: RecordTables['account']): Account => ({
  account: row.account,
  school: row.school,
  username: row.username,
  displayName: row.display_name,
  role: row.role,
  passwordHash: row.password_hash,
});
