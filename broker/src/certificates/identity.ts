import { TLSSocket } from 'node:tls';
import { type Address, GatewayId, SchoolId } from '@tizhi/contracts';

/** Whom a verified client certificate names, and which one it is. */
export interface CertificateIdentity extends Address {
  readonly serial: string;
}

/** `tizhi:{school}/{gateway}`, the certificate's one URI name; its common name is the same without `tizhi:`. */
export const identityUri = ({ school, gateway }: Address): string => `tizhi:${school}/${gateway}`;

const URI_NAME = /^URI:tizhi:([^/,"]+)\/([^/,"]+)$/;
const COMMON_NAME = /^([^/]+)\/([^/]+)$/;

/**
 * Reads who a client is from its certificate: `undefined` where there is none, `'unknown'` where it names no
 * gateway. Says nothing about whether the certificate was verified.
 */
export function identityOf(socket: unknown): CertificateIdentity | 'unknown' | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const certificate = socket.getPeerCertificate();
  // An empty object where the client showed none.
  if (certificate === null || certificate.serialNumber === undefined) return undefined;
  const uris = (certificate.subjectaltname ?? '').split(', ').filter((name) => name.startsWith('URI:'));
  const commonName = certificate.subject?.CN;
  const named =
    uris.length === 0
      ? COMMON_NAME.exec(typeof commonName === 'string' ? commonName : '')
      : URI_NAME.exec(uris.length === 1 ? (uris[0] ?? '') : '');
  const school = SchoolId.safeParse(named?.[1]);
  const gateway = GatewayId.safeParse(named?.[2]);
  if (!school.success || !gateway.success) return 'unknown';
  return { school: school.data, gateway: gateway.data, serial: certificate.serialNumber };
}
