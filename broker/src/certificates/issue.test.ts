import { X509Certificate } from 'node:crypto';
import { type Address, GatewayId, SchoolId } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import { createAuthority, issueGatewayCertificate, issueServerCertificate, serialOf } from './issue.ts';

const NOW = Date.parse('2026-09-01T08:00:00Z');
const address: Address = { school: SchoolId.parse('no-3'), gateway: GatewayId.parse('gym') };
const authority = createAuthority('Tizhi gateways of no-3', NOW);

describe('an authority', () => {
  it('signs itself and may sign others', () => {
    const read = new X509Certificate(authority.cert);
    expect(read.ca).toBe(true);
    expect(read.subject).toBe('CN=Tizhi gateways of no-3');
    expect(read.checkIssued(read)).toBe(true);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(Date.parse(read.validTo)).toBeGreaterThan(Date.parse('2046-08-01'));
  });

  it('lasts past 2050, where dates are written in another way', () => {
    const late = new X509Certificate(createAuthority('late', Date.parse('2040-01-01T00:00:00Z')).cert);
    expect(late.validFromDate.toISOString()).toBe('2039-12-31T23:00:00.000Z');
    expect(late.validToDate.getUTCFullYear()).toBe(2060);
  });
});

describe('a gateway’s certificate', () => {
  const issued = issueGatewayCertificate(authority, address, NOW);
  const read = new X509Certificate(issued.cert);

  it('names the gateway, is signed by the authority and signs nobody', () => {
    expect(read.subjectAltName).toBe('URI:tizhi:no-3/gym');
    expect(read.subject).toBe('CN=no-3/gym');
    expect(read.ca).toBe(false);
    expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    const ca = new X509Certificate(authority.cert);
    expect(read.checkIssued(ca)).toBe(true);
    expect(read.verify(ca.publicKey)).toBe(true);
  });

  it('is valid from an hour ago for five years', () => {
    expect(read.validFromDate.toISOString()).toBe('2026-09-01T07:00:00.000Z');
    expect(read.validToDate.getUTCFullYear()).toBe(2031);
  });

  it('has a serial number of its own', () => {
    const serials = Array.from({ length: 50 }, () =>
      serialOf(issueGatewayCertificate(authority, address, NOW).cert),
    );
    expect(new Set(serials).size).toBe(50);
    for (const serial of serials) expect(serial).toMatch(/^[0-9A-F]{32}$/);
  });
});

it('a server’s certificate holds for its names and addresses and no other', () => {
  const { cert } = issueServerCertificate(authority, ['tizhi.school.example', '127.0.0.1'], NOW);
  const read = new X509Certificate(cert);
  expect(read.checkHost('tizhi.school.example')).toBe('tizhi.school.example');
  expect(read.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(read.checkHost('other.example')).toBeUndefined();
  expect(read.checkIP('127.0.0.2')).toBeUndefined();
});
