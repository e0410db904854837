import { TizhiError } from '@tizhi/contracts';
import type { FastifyRequest } from 'fastify';

const CHANGES_NOTHING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a request that changes something and comes from another site's page (OWASP, Cross-Site Request
 * Forgery: verify the origin with standard headers). It stands behind the cookie's `SameSite=Strict`. A
 * program that is no browser sends neither header; it carries no one else's cookie either.
 */
export async function requireSameOrigin(request: FastifyRequest): Promise<void> {
  if (CHANGES_NOTHING.has(request.method)) return;
  const { origin, 'sec-fetch-site': site } = request.headers;
  const foreign = origin === undefined ? isForeignSite(site) : hostOf(origin) !== request.host;
  if (foreign) throw new TizhiError('TIZHI_CROSS_ORIGIN');
}

const isForeignSite = (site: string | string[] | undefined): boolean =>
  site !== undefined && site !== 'same-origin' && site !== 'none';

/** `undefined` for `null`, the origin of sandboxed and file pages. */
const hostOf = (origin: string): string | undefined => URL.parse(origin)?.host;
