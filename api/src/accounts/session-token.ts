import { createHash, randomBytes } from 'node:crypto';
import type { CookieSerializeOptions } from '@fastify/cookie';

export const SESSION_COOKIE = 'tizhi_session';

/** A school day and its evening; then the teacher signs in again. */
export const SESSION_MS = 12 * 60 * 60 * 1000;

/** 256 random bits: beyond guessing, so a plain hash of it is enough in the store. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What the store keeps: whoever steals the database cannot open a session with it. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** `secure` where the page came over https: a browser would not send such a cookie over plain http. */
export const cookieOptions = (secure: boolean): CookieSerializeOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  secure,
  path: '/',
  maxAge: SESSION_MS / 1000,
});
