import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';
import { isIP } from 'node:net';
import type { Address } from '@tizhi/contracts';
import * as der from './der.ts';
import { identityUri } from './identity.ts';

/** PEM text. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
}

const YEAR_MS = 365.25 * 24 * 3_600_000;
/** A school replaces its gateways sooner than this; revoking does not wait for the end. */
const GATEWAY_YEARS = 5;
const AUTHORITY_YEARS = 20;
/** A gateway or a server whose clock is a little behind still believes a new certificate. */
const EARLIER_MS = 3_600_000;

const OID = {
  commonName: '2.5.4.3',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
} as const;

const SIGNATURE = der.sequence(der.oid(OID.ecdsaWithSha256));
const nameOf = (commonName: string): Buffer =>
  der.sequence(der.set(der.sequence(der.oid(OID.commonName), der.utf8(commonName))));
const extension = (id: string, critical: boolean, value: Uint8Array): Buffer =>
  der.sequence(der.oid(id), ...(critical ? [der.TRUE] : []), der.octets(value));

interface Wish {
  readonly subject: string;
  readonly years: number;
  readonly now: number;
  readonly publicKey: KeyObject;
  readonly signer: { readonly name: string; readonly key: KeyObject };
  readonly extensions: readonly Uint8Array[];
}

/** RFC 5280, 4.1: version 3, a random serial number, one name each, P-256 with SHA-256. */
function certificate({ subject, years, now, publicKey, signer, extensions }: Wish): string {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x01; // positive, and never a zero in front
  const body = der.sequence(
    der.explicit(0, der.integer(Buffer.from([2]))),
    der.integer(serial),
    SIGNATURE,
    nameOf(signer.name),
    der.sequence(der.time(now - EARLIER_MS), der.time(now + years * YEAR_MS)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der.explicit(
      3,
      der.sequence(
        ...extensions,
        extension(OID.subjectKeyIdentifier, false, der.octets(keyId(publicKey))),
        extension(
          OID.authorityKeyIdentifier,
          false,
          der.sequence(der.implicit(0, keyId(createPublicKey(signer.key)))),
        ),
      ),
    ),
  );
  const whole = der.sequence(body, SIGNATURE, der.bits(sign('sha256', body, signer.key)));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** A short name for the key (RFC 5280, 4.2.1.2), not a protection. */
const keyId = (key: KeyObject): Buffer =>
  createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** A new authority of one school's gateways. Its key signs and is never sent anywhere. */
export function createAuthority(name: string, now: number): Issued {
  const { publicKey, privateKey } = newKey();
  const cert = certificate({
    subject: name,
    years: AUTHORITY_YEARS,
    now,
    publicKey,
    signer: { name, key: privateKey },
    extensions: [
      extension(OID.basicConstraints, true, der.sequence(der.TRUE, der.integer(Buffer.from([0])))),
      // keyCertSign (bit 5) and cRLSign (bit 6).
      extension(OID.keyUsage, true, der.bits(Buffer.from([0x06]), 1)),
    ],
  });
  return { cert, key: pem(privateKey) };
}

/** A certificate with which one gateway comes in at the broker, and its key. */
export function issueGatewayCertificate(authority: Issued, address: Address, now: number): Issued {
  const { publicKey, privateKey } = newKey();
  const cert = certificate({
    subject: `${address.school}/${address.gateway}`,
    years: GATEWAY_YEARS,
    now,
    publicKey,
    signer: signerOf(authority),
    extensions: leaf(OID.clientAuth, [der.implicit(6, Buffer.from(identityUri(address)))]),
  });
  return { cert, key: pem(privateKey) };
}

/** A certificate with which a server shows itself under these names and addresses. */
export function issueServerCertificate(
  authority: Issued,
  hosts: readonly [string, ...string[]],
  now: number,
): Issued {
  const { publicKey, privateKey } = newKey();
  const cert = certificate({
    subject: hosts[0],
    years: GATEWAY_YEARS,
    now,
    publicKey,
    signer: signerOf(authority),
    extensions: leaf(OID.serverAuth, hosts.map(hostName)),
  });
  return { cert, key: pem(privateKey) };
}

/** `SERIAL` as the revocation list has it. */
export const serialOf = (cert: string): string => new X509Certificate(cert).serialNumber;

const leaf = (purpose: string, names: readonly Uint8Array[]): Buffer[] => [
  extension(OID.basicConstraints, true, der.sequence()),
  // digitalSignature (bit 0).
  extension(OID.keyUsage, true, der.bits(Buffer.from([0x80]), 7)),
  extension(OID.extKeyUsage, false, der.sequence(der.oid(purpose))),
  extension(OID.subjectAltName, false, der.sequence(...names)),
];

/** GeneralName (RFC 5280, 4.2.1.6): a DNS name or an IPv4 address. */
const hostName = (host: string): Buffer =>
  isIP(host) === 4
    ? der.implicit(7, Buffer.from(host.split('.').map(Number)))
    : der.implicit(2, Buffer.from(host));

function signerOf({ cert, key }: Issued): Wish['signer'] {
  const name = /^CN=(.*)$/m.exec(new X509Certificate(cert).subject)?.[1];
  if (name === undefined) throw new Error('the authority has no common name');
  return { name, key: createPrivateKey(key) };
}
