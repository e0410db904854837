import {
  CERTIFICATE_FORMAT,
  type Certificate,
  type Failure,
  failure,
  type PublicKey,
  type Result,
  type Sha256,
  SignedCertificate,
  success,
} from '@tizhi/contracts';
import { canonicalJson } from './canonical-json.ts';
import { countProblem } from './verify-counts.ts';
import { laneProblem } from './verify-lanes.ts';

/** Given by the caller: this room has no I/O. */
export interface CertificateCrypto {
  readonly sha256: Sha256;
  /** True where `signature` (base64url) over the text's UTF-8 is of this Ed25519 key. Never throws. */
  verify(signed: {
    readonly text: string;
    readonly signature: string;
    readonly publicKey: PublicKey;
  }): boolean;
}

/** What is signed: the format keeps a signature from meaning anything else. */
export const signedText = (digest: string): string => `${CERTIFICATE_FORMAT} ${digest}`;

export const digestOf = (sha256: Sha256, certificate: Certificate): string =>
  sha256(canonicalJson(certificate));

/** What its parts say of a certificate: every link of every chain, every count. Without its signature. */
export function certificateProblem(sha256: Sha256, certificate: Certificate): Failure | undefined {
  for (const lane of certificate.lanes) {
    const problem = laneProblem(sha256, lane);
    if (problem !== undefined) return problem;
  }
  return countProblem(certificate);
}

/**
 * Checks a certificate with nothing but itself: its shape, its digest, its signature, the hash chain link by
 * link, and every count. `key`: the school's key, where it is known from elsewhere; without it the certificate
 * may have been made by anybody, and only says itself by whom.
 */
export function verifyCertificate(
  json: unknown,
  { crypto, key }: { readonly crypto: CertificateCrypto; readonly key?: PublicKey | undefined },
): Result<SignedCertificate> {
  const parsed = SignedCertificate.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const problem = `${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'unreadable'}`;
    return failure('TIZHI_CERTIFICATE_FORMAT', { problem });
  }
  const { certificate, digest, publicKey, signature } = parsed.data;
  if (digestOf(crypto.sha256, certificate) !== digest) return failure('TIZHI_CERTIFICATE_ALTERED');
  if (!crypto.verify({ text: signedText(digest), signature, publicKey }))
    return failure('TIZHI_CERTIFICATE_SIGNATURE', { key: publicKey });
  if (key !== undefined && key !== publicKey)
    return failure('TIZHI_CERTIFICATE_KEY', { key: publicKey, expected: key });
  const problem = certificateProblem(crypto.sha256, certificate);
  return problem === undefined ? success(parsed.data) : { ok: false, failure: problem };
}
