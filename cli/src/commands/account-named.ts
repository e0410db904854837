import { type AccountId, TizhiError } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';

/** The account of `--as`; `null` where it was not given. Throws `TIZHI_NOT_FOUND`. */
export async function accountOf(
  records: RecordStore,
  username: string | undefined,
): Promise<AccountId | null> {
  if (username === undefined) return null;
  const account = await records.accounts.byUsername(username);
  if (account === undefined) throw new TizhiError('TIZHI_NOT_FOUND', { what: `account 账号 "${username}"` });
  return account.account;
}
