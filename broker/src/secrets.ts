import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane. About 28 ms on this class of machine. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** A hash that asks for more than this is refused: it would be a way to stop the broker. */
const MOST = { memory: 262_144, passes: 16, parallelism: 8 } as const;

/** `$argon2id$v=19$m=<KiB>,t=<passes>,p=<lanes>$<salt>$<tag>`, base64 without padding (the PHC string format). */
export const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** Runs on libuv's pool: the event loop goes on meanwhile. */
const derive = (parameters: Argon2Parameters): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => (error === null ? resolve(tag) : reject(error)));
  });

/** A password as argon2id in PHC string form, with a fresh salt. */
export async function hashSecret(secret: string): Promise<string> {
  const nonce = randomBytes(SALT_BYTES);
  const tag = await derive({ message: secret, nonce, tagLength: TAG_BYTES, ...COST });
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(nonce)}$${unpadded(tag)}`;
}

/** True when `secret` is what `phc` was made of; false for any other secret and for a string that is no PHC hash. */
export async function verifySecret(secret: string | Uint8Array, phc: string): Promise<boolean> {
  const [, memoryText, passesText, parallelismText, salt, tag] = PHC.exec(phc) ?? [];
  if (salt === undefined || tag === undefined) return false;
  const [memory, passes, parallelism] = [Number(memoryText), Number(passesText), Number(parallelismText)];
  if (memory > MOST.memory || passes > MOST.passes || parallelism > MOST.parallelism) return false;
  if (passes < 1 || parallelism < 1 || memory < 8 * parallelism) return false;
  const expected = Buffer.from(tag, 'base64');
  const found = await derive({
    message: secret,
    nonce: Buffer.from(salt, 'base64'),
    tagLength: expected.length,
    memory,
    passes,
    parallelism,
  });
  return timingSafeEqual(found, expected);
}
