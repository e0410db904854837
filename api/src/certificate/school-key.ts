import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { type CertificateCrypto, digestOf, signedText } from '@tizhi/analytics';
import { type Certificate, type PublicKey, type SignedCertificate, TizhiError } from '@tizhi/contracts';
import { createSecretFile } from '@tizhi/storage';

/** The key with which a school signs its certificates. */
export interface SchoolKey {
  readonly publicKey: PublicKey;
  sign(certificate: Certificate): SignedCertificate;
}

/**
 * Reads the school's Ed25519 key (PKCS #8, PEM). Where the file does not exist it is made, readable by its
 * owner only. Whoever loses it can still check old certificates; new ones then bear another key.
 *
 * Throws `TIZHI_FILE_UNREADABLE`, or `TIZHI_FILE_FORMAT` where the file holds something else.
 */
export function openSchoolKey(file: string): SchoolKey {
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    createSecretFile(file, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  }
  const privateKey = readKey(file);
  const publicKey = String(createPublicKey(privateKey).export({ format: 'jwk' }).x);
  return {
    publicKey,
    sign(certificate) {
      const digest = digestOf(certificateCrypto.sha256, certificate);
      const signature = sign(null, Buffer.from(signedText(digest)), privateKey).toString('base64url');
      return { certificate, digest, publicKey, signature };
    },
  };
}

function readKey(file: string): KeyObject {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new TizhiError('TIZHI_FILE_UNREADABLE', { file, problem: String(error) }, { cause: error });
  }
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === 'ed25519') return key;
    throw new Error(`it holds a key of another kind (${key.asymmetricKeyType})`);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new TizhiError('TIZHI_FILE_FORMAT', { file, expected: 'Ed25519 private key (PEM)', problem });
  }
}

/** What checking a certificate needs of this machine: no store and no network. */
export const certificateCrypto: CertificateCrypto = {
  sha256: (data) => hash('sha256', data, 'hex'),
  verify({ text, signature, publicKey }) {
    try {
      const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
      return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
    } catch {
      return false; // no point of the curve
    }
  },
};
