import { type Instant, type SchoolId, type SignInRequest, TizhiError } from '@tizhi/contracts';
import type { Account, RecordStore } from '@tizhi/storage';
import { hashPassword, verifyPassword } from './password.ts';
import { hashToken, newToken, SESSION_MS } from './session-token.ts';

/** Password checks under way at once, each 19 MiB and a core for 30 ms. */
const MAX_CHECKS = 16;

export interface SignIn {
  /**
   * Opens a session and gives its token. Throws `TIZHI_LOGIN_FAILED`, after the same work whether the name
   * is unknown or the password wrong, and `TIZHI_RATE_LIMITED` where too many ask at once.
   */
  open(request: SignInRequest): Promise<{ readonly account: Account; readonly token: string }>;
  close(token: string): Promise<void>;
}

export function createSignIn({
  records,
  school,
  clock,
}: {
  readonly records: RecordStore;
  readonly school: SchoolId;
  readonly clock: () => Instant;
}): SignIn {
  /** Checked for a name that nobody has, so that the answer takes as long. */
  const nobody = hashPassword(newToken());
  let checks = 0;

  const check = async ({ username, password }: SignInRequest): Promise<Account | undefined> => {
    if (checks >= MAX_CHECKS) throw new TizhiError('TIZHI_RATE_LIMITED', { seconds: 1 });
    checks += 1;
    try {
      const found = await records.accounts.byUsername(username);
      const account = found?.school === school ? found : undefined;
      const matches = await verifyPassword(password, account?.passwordHash ?? (await nobody));
      if (!matches || account === undefined) {
        await note('session.refused', account);
        return undefined;
      }
      return account;
    } finally {
      checks -= 1;
    }
  };
  const note = (action: string, account: Account | undefined): Promise<void> =>
    records.audit.note({ at: clock(), account: account?.account ?? null, action, detail: '' });

  return {
    async open(request) {
      const account = await check(request);
      if (account === undefined) throw new TizhiError('TIZHI_LOGIN_FAILED');
      const token = newToken();
      await records.accounts.openSession({
        tokenHash: hashToken(token),
        account: account.account,
        expiresAt: clock() + SESSION_MS,
      });
      await note('session.opened', account);
      return { account, token };
    },
    async close(token) {
      const account = await records.accounts.bySession(hashToken(token), clock());
      await records.accounts.closeSession(hashToken(token));
      if (account !== undefined) await note('session.closed', account);
    },
  };
}
