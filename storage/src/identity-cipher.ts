import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** AES-256-GCM (NIST SP 800-38D): 32-byte keys, a fresh 12-byte nonce for each sealing, a 16-byte tag. */
const ALGORITHM = 'aes-256-gcm';
export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A new random key. */
export const createKey = (): Uint8Array => randomBytes(KEY_BYTES);

/**
 * Encrypts and authenticates: nonce, then tag, then ciphertext. `context` is bound to the result without
 * being in it (the pupil's pseudonym), so that a sealed value copied to another row does not open there.
 */
export function seal(input: {
  readonly key: Uint8Array;
  readonly plain: Uint8Array;
  readonly context: string;
}): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, input.key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(input.context, 'utf8'));
  const ciphertext = Buffer.concat([cipher.update(input.plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
}

/** The inverse of {@link seal}; `undefined` where key, context or bytes are not those of the sealing. */
export function unseal(input: {
  readonly key: Uint8Array;
  readonly sealed: Uint8Array;
  readonly context: string;
}): Uint8Array | undefined {
  const { key, sealed, context } = input;
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(context, 'utf8'));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}
