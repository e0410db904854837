import { isIP } from 'node:net';
import { z } from 'zod';

/** Ranges that have a name (RFC 1918, 3927, 4193): what fastify's `trustProxy` calls them. */
const NAMED = ['loopback', 'linklocal', 'uniquelocal'];

function isRange(text: string): boolean {
  if (NAMED.includes(text)) return true;
  const [address = '', prefix, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

/**
 * `false`, or the addresses of proxies: IP addresses, networks (`10.0.0.0/8`) or `loopback`, `linklocal`,
 * `uniquelocal`, with commas between. Never simply `true`: then anybody could claim any address.
 */
export const TrustProxy = z
  .union([z.literal([false, 'false']).transform(() => false as const), z.string().min(1)])
  .refine((value) => value === false || value.split(',').every((part) => isRange(part.trim())), {
    message: 'must be false, or addresses of proxies such as 127.0.0.1 or 10.0.0.0/8, with commas between',
  })
  .default(false);
