import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane. About 30 ms of one core here.
 * The parameters travel in the hash, so they can be raised later without locking anybody out.
 */
const PARAMETERS = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** A stored hash may not ask for more than this: a tampered row must not take the server's memory. */
const MOST = { memory: 262_144, passes: 10, parallelism: 4 } as const;

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/;

interface Parameters {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

const derive = promisify(argon2);

/** The same characters typed by different input methods must be the same password. */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'), 'utf8');

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

/** Hashes a password with argon2id into a PHC string (`$argon2id$v=19$m=19456,t=2,p=1$salt$hash`). */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive('argon2id', {
    message: bytesOf(password),
    nonce: salt,
    tagLength: HASH_BYTES,
    ...PARAMETERS,
  });
  const { memory, passes, parallelism } = PARAMETERS;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(hash)}`;
}

/** True when the password is the one that was hashed. A string that is no usable hash matches nothing. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
  const stored = parsePhc(phc);
  if (stored === undefined) return false;
  const hash = await derive('argon2id', {
    message: bytesOf(password),
    nonce: stored.salt,
    tagLength: stored.hash.length,
    ...stored.parameters,
  });
  return timingSafeEqual(hash, stored.hash);
}

function parsePhc(phc: string): { parameters: Parameters; salt: Buffer; hash: Buffer } | undefined {
  const [, m, t, p, salt, hash] = PHC.exec(phc) ?? [];
  if (salt === undefined || hash === undefined) return undefined;
  const parameters = { memory: Number(m), passes: Number(t), parallelism: Number(p) };
  return isUsable(parameters)
    ? { parameters, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') }
    : undefined;
}

/** RFC 9106: at least one pass and lane, and 8 KiB of memory for each lane. */
const isUsable = ({ memory, passes, parallelism }: Parameters): boolean =>
  passes >= 1 &&
  passes <= MOST.passes &&
  parallelism >= 1 &&
  parallelism <= MOST.parallelism &&
  memory >= 8 * parallelism &&
  memory <= MOST.memory;
