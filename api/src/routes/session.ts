import { Session, SignInRequest, TizhiError } from '@tizhi/contracts';
import type { Account } from '@tizhi/storage';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Access, accountOf } from '../accounts/access.ts';
import { cookieOptions, SESSION_COOKIE } from '../accounts/session-token.ts';
import type { SignIn } from '../accounts/sign-in.ts';
import type { App } from '../app.ts';
import { refusals } from '../refusals.ts';
import type { RosterCache } from '../school/roster-cache.ts';

/**
 * Attempts in five minutes: for one name from one address, and for all names from one address. The plugin
 * remembers 5,000 of each and then forgets the one unused longest.
 */
const WINDOW_MS = 5 * 60_000;
export const MAX_ATTEMPTS_PER_NAME = 10;
export const MAX_ATTEMPTS_PER_ADDRESS = 60;

/** Signing in, out, and who is signed in. Needs cookie and rate-limit plugins. */
export function sessionRoutes(
  app: App,
  {
    access,
    signIn,
    roster,
    secureCookie,
    demo,
  }: {
    readonly access: Access;
    readonly signIn: SignIn;
    readonly roster: RosterCache;
    /** `auto`: where the request came over https. */
    readonly secureCookie: boolean | 'auto';
    readonly demo: boolean;
  },
): void {
  const isSecure = (request: FastifyRequest): boolean =>
    secureCookie === 'auto' ? request.protocol === 'https' : secureCookie;
  const sessionOf = async (account: Account): Promise<Session> => ({
    account: account.account,
    username: account.username,
    displayName: account.displayName,
    role: account.role,
    school: account.school,
    schoolName: (await roster.current()).schoolName,
    demo,
  });
  const limits = [
    app.createRateLimit({
      max: MAX_ATTEMPTS_PER_ADDRESS,
      timeWindow: WINDOW_MS,
      keyGenerator: (request) => request.ip,
    }),
    app.createRateLimit({
      max: MAX_ATTEMPTS_PER_NAME,
      timeWindow: WINDOW_MS,
      keyGenerator: (request) => `${request.ip} ${usernameOf(request)}`,
    }),
  ];

  app.post(
    '/api/session',
    {
      schema: {
        summary: 'Sign in. Sets the session cookie.',
        tags: ['session'],
        body: SignInRequest,
        response: { 200: Session, ...refusals(400, 401, 403, 429, 500, 503) },
      },
      preHandler: async (request, reply) => {
        for (const limit of limits) {
          const taken = await limit(request);
          if (taken.isAllowed || !taken.isExceeded) continue;
          reply.header('retry-after', taken.ttlInSeconds);
          throw new TizhiError('TIZHI_RATE_LIMITED', { seconds: taken.ttlInSeconds });
        }
      },
    },
    async (request, reply) => {
      const { account, token } = await signIn.open(request.body);
      const before = request.cookies[SESSION_COOKIE];
      if (before !== undefined && before !== '') await signIn.close(before);
      reply.setCookie(SESSION_COOKIE, token, cookieOptions(isSecure(request)));
      return reply.header('cache-control', 'no-store').send(await sessionOf(account));
    },
  );

  app.get(
    '/api/session',
    {
      onRequest: access.may('teacher', 'nurse', 'admin'),
      schema: {
        summary: 'Who is signed in.',
        tags: ['session'],
        response: { 200: Session, ...refusals(401, 500, 503) },
      },
    },
    async (request, reply) =>
      reply.header('cache-control', 'no-store').send(await sessionOf(accountOf(request))),
  );

  app.delete(
    '/api/session',
    {
      schema: {
        summary: 'Sign out. Harmless when nobody is signed in.',
        tags: ['session'],
        response: { 204: z.null().describe('Signed out'), ...refusals(403, 500, 503) },
      },
    },
    async (request, reply) => {
      const token = request.cookies[SESSION_COOKIE];
      if (token !== undefined && token !== '') await signIn.close(token);
      reply.clearCookie(SESSION_COOKIE, cookieOptions(isSecure(request)));
      return reply.code(204).send(null);
    },
  );
}

/** The name as typed, in one spelling, so that capitals do not give a guesser more attempts. */
const usernameOf = (request: FastifyRequest): string =>
  SignInRequest.parse(request.body).username.normalize('NFKC').toLowerCase();
