import { generateKeyPairSync, hash, sign, verify } from 'node:crypto';
import {
  type Certificate,
  type ChainHash,
  ClassId,
  chainNext,
  chainStart,
  DeviceId,
  Epoch,
  GatewayId,
  LessonId,
  SchoolId,
  type SignedCertificate,
  SubjectId,
} from '@tizhi/contracts';
import { type CertifiedReading, draftCertificate } from './certificate.ts';
import { type CommittedMessages, laneProof } from './lane-proof.ts';
import { type CertificateCrypto, digestOf, signedText } from './verify-certificate.ts';

/** A small synthetic lesson for the tests: two straps, one gateway, ten minutes. */
export const START = 1_800_000_000_000;
export const END = START + 600_000;
export const GATEWAY = GatewayId.parse('gw-field');
export const EPOCH = Epoch.parse('00000000-0000-4000-8000-000000000001');
export const strap = (n: number): DeviceId => DeviceId.parse(`strap-${n}`);
const subject = (n: number): SubjectId => SubjectId.parse(`s-${n}`);

export const sha256 = (data: string | Uint8Array): ChainHash => hash('sha256', data, 'hex');

/** A key as a school has one. */
export function testKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  return {
    publicKey: String(x),
    sign: (certificate: Certificate): SignedCertificate => {
      const digest = digestOf(sha256, certificate);
      const signature = sign(null, Buffer.from(signedText(digest)), privateKey).toString('base64url');
      return { certificate, digest, publicKey: String(x), signature };
    },
  };
}

export const crypto: CertificateCrypto = {
  sha256,
  verify: ({ text, signature, publicKey }) =>
    verify(
      null,
      Buffer.from(text),
      { key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' },
      Buffer.from(signature, 'base64url'),
    ),
};

/** One reading each second from the lesson's start on; `lost` numbers were heard and are not stored. */
export const heard = (
  device: number,
  { count, lost = [], from = START }: { count: number; lost?: readonly number[]; from?: number },
): CertifiedReading[] =>
  Array.from({ length: count }, (_, index) => ({
    device: strap(device),
    gateway: GATEWAY,
    at: from + index * 1_000,
    n: index + 1,
    doubtful: index % 7 === 0,
    errorMs: index % 5 === 0 ? null : index % 40,
  })).filter(({ n }) => !lost.includes(n));

/** A lane's messages `fromSeq` to `toSeq` in commits of three, on the chain after `prev`. */
export function committed(
  fromSeq: number,
  toSeq: number,
  prev: ChainHash = chainStart(sha256, { epoch: EPOCH, lane: 'telemetry' }),
): CommittedMessages[] {
  const messages: CommittedMessages[] = [];
  let chain = prev;
  for (let first = fromSeq; first <= toSeq; first += 3) {
    const last = Math.min(first + 2, toSeq);
    const before = chain;
    const hashes: string[] = [];
    for (let seq = first; seq <= last; seq++) {
      hashes.push(sha256(`{"message":${seq}}`));
      chain = chainNext(sha256, { prev: chain, seq, bodyHash: hashes.at(-1) ?? '' });
    }
    messages.push({
      gateway: GATEWAY,
      epoch: EPOCH,
      fromSeq: first,
      toSeq: last,
      prev: before,
      chain,
      hashes: Buffer.from(hashes.join(''), 'hex'),
      rows: 30,
      lastAt: END,
    });
  }
  return messages;
}

export const lesson = {
  school: SchoolId.parse('sch'),
  lesson: LessonId.parse('lesson-1'),
  class: ClassId.parse('class-1'),
  startedAt: START,
  endedAt: END as number | null,
  bindings: [1, 2].map((n) => ({ device: strap(n), subject: subject(n), from: START, to: null })),
};

type Draft = Parameters<typeof draftCertificate>[0];

/** The certificate of some readings, as a server makes it. */
export function certify({
  readings,
  lanes = [laneProof({ gateway: GATEWAY, epoch: EPOCH }, committed(1, 20), [])],
  of = lesson,
  issuedAt = END + 60_000,
  coverage = [{ gateway: GATEWAY, until: END + 30_000 }],
}: {
  readonly readings: readonly CertifiedReading[];
  readonly lanes?: Certificate['lanes'];
  readonly of?: Draft['lesson'];
  readonly issuedAt?: number;
  readonly coverage?: Draft['coverage'];
}): Certificate {
  const draft = draftCertificate({ lesson: of, coverage, issuedAt });
  const { from, to } = draft.reads;
  const inOrder = readings
    .filter(({ at }) => from <= at && at < to)
    .sort((a, b) => a.at - b.at || (a.device < b.device ? -1 : 1));
  for (const reading of inOrder) draft.take(reading);
  return draft.finish(lanes);
}
