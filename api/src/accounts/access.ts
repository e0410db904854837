import { type Instant, type Role, type SchoolId, TizhiError } from '@tizhi/contracts';
import type { Account, RecordStore } from '@tizhi/storage';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashToken, SESSION_COOKIE } from './session-token.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in; set by a route's `may(...)`. */
    account: Account | null;
  }
}

type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

export interface Access {
  /** The account of the request's cookie, if its session is open. */
  whose(request: FastifyRequest): Promise<Account | undefined>;
  /** A route's `onRequest`: signed in, with one of these roles. Runs before anything is validated. */
  may(...roles: readonly Role[]): Guard;
}

/** Reads sessions for one school: an account of another school is nobody here. */
export function createAccess({
  records,
  school,
  clock,
}: {
  readonly records: RecordStore;
  readonly school: SchoolId;
  readonly clock: () => Instant;
}): Access {
  const whose = async (request: FastifyRequest): Promise<Account | undefined> => {
    const token = request.cookies[SESSION_COOKIE];
    if (token === undefined || token === '') return undefined;
    const account = await records.accounts.bySession(hashToken(token), clock());
    return account?.school === school ? account : undefined;
  };
  return {
    whose,
    may:
      (...roles) =>
      async (request) => {
        const account = await whose(request);
        if (account === undefined) throw new TizhiError('TIZHI_UNAUTHENTICATED');
        if (!roles.includes(account.role)) throw new TizhiError('TIZHI_FORBIDDEN');
        request.account = account;
      },
  };
}

/** The account that a route's `may(...)` found. */
export function accountOf(request: FastifyRequest): Account {
  if (request.account === null) throw new TizhiError('TIZHI_UNAUTHENTICATED');
  return request.account;
}
