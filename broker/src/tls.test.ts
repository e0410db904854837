import { eventually } from '@tizhi/testing';
import type { IClientOptions } from 'mqtt';
import { describe, expect, it } from 'vitest';
import {
  ca,
  certificateOf,
  expiredCertificateOf,
  forgedCertificateOf,
  gatewayAuthority,
  tls,
} from './fixtures/certificates.ts';
import { accounts, client, connected, event, inbox, open, refusal } from './fixtures/test-clients.ts';
import { type Issued, serialOf } from './index.ts';

const secure: IClientOptions = { protocol: 'mqtts', ca };
const openTls = (options: Parameters<typeof open>[0] = {}) =>
  open({ tls, clientCa: gatewayAuthority.cert, ...options });
const by = ({ cert, key }: Issued): IClientOptions => ({ ...secure, cert, key });

describe('TLS', () => {
  it('serves a client that trusts its certificate and no plain one', async () => {
    const broker = await open({ tls });
    const gym = await connected(broker, 'gym', secure);
    await gym.publishAsync('tizhi/1/demo/gym/up/alert', 'x', { qos: 1 });
    const plain = client(broker, 'gym', { clientId: 'plain' });
    await event(plain, 'close');
    await eventually('counted', () => broker.counters().tlsFailures === 1);
    const distrusting = client(broker, 'gym', { protocol: 'mqtts', clientId: 'distrusting' });
    await event(distrusting, 'close');
    expect(broker.counters().accepted).toBe(1);
  });

  it('has a plain port on loopback for services beside it, where no gateway comes in', async () => {
    const broker = await openTls({ localPort: true });
    const beside = { ...broker, port: broker.localPort ?? 0 };
    const ingest = await connected(beside, 'ingest');
    const seen = inbox(ingest);
    await ingest.subscribeAsync('tizhi/1/+/+/up/+', { qos: 1 });
    expect(await refusal(client(beside, 'gym'))).toBe(5);
    const gym = await connected(broker, 'gym', secure);
    await gym.publishAsync('tizhi/1/demo/gym/up/alert', 'x', { qos: 1 });
    await eventually('the message crosses', () => seen.length === 1);
  });
});

describe('a client certificate', () => {
  it('lets its gateway in without a user name or a password, and as that gateway only', async () => {
    const broker = await openTls();
    const gym = await connected(broker, undefined, by(certificateOf('demo', 'gym')));
    await gym.publishAsync('tizhi/1/demo/gym/up/result', 'x', { qos: 1 });
    const closed = event(gym, 'close');
    gym.publish('tizhi/1/demo/field/up/result', 'forged', { qos: 1 }, () => {});
    await closed;
    expect(broker.counters()).toMatchObject({ accepted: 1, published: 1, publishesDenied: 1 });
  });

  it('shares its account with the password: either is enough', async () => {
    const broker = await openTls();
    await connected(broker, undefined, by(certificateOf('demo', 'gym')));
    await connected(broker, 'gym', { ...secure, clientId: 'by-password' });
    expect(broker.counters().accepted).toBe(2);
  });

  it('is refused under the user name of another account, whatever the password', async () => {
    const broker = await openTls();
    const { cert, key } = certificateOf('demo', 'gym');
    expect(await refusal(client(broker, 'field', { ...secure, cert, key }))).toBe(5);
    expect(broker.counters().certificatesRefused).toBe(1);
  });

  it('is refused for a gateway without an account', async () => {
    const broker = await openTls();
    expect(await refusal(client(broker, undefined, by(certificateOf('demo', 'pool'))))).toBe(5);
    expect(await refusal(client(broker, undefined, by(certificateOf('other', 'gym'))))).toBe(5);
  });

  it.each([
    ['signed by another authority of the same name', forgedCertificateOf],
    ['past its time', expiredCertificateOf],
  ])('%s ends the connection, even beside the right password', async (_what, issue) => {
    const broker = await openTls();
    const { cert, key } = issue('demo', 'gym');
    await event(client(broker, 'gym', { ...secure, cert, key }), 'close');
    await eventually('counted', () => broker.counters().tlsFailures === 1);
    expect(broker.counters().accepted).toBe(0);
  });

  it('can be required of gateways; services go on with their password', async () => {
    const broker = await openTls({ requireClientCertificate: true });
    expect(await refusal(client(broker, 'gym', secure))).toBe(5);
    await connected(broker, undefined, by(certificateOf('demo', 'gym')));
    await connected(broker, 'ingest', secure);
    expect(broker.counters()).toMatchObject({ accepted: 2, certificatesRefused: 1 });
  });

  it('that is revoked ends its connections now and lets nobody in again', async () => {
    const broker = await openTls();
    const lost = certificateOf('demo', 'gym');
    const gym = await connected(broker, undefined, by(lost));
    const field = await connected(broker, undefined, by(certificateOf('demo', 'field')));
    const closed = event(gym, 'close');
    const access = { clients: accounts.list, clientCa: gatewayAuthority.cert };
    broker.update({ ...access, revokedCertificates: [serialOf(lost.cert)] });
    await closed;
    expect(await refusal(client(broker, undefined, by(lost)))).toBe(5);
    await connected(broker, undefined, by(certificateOf('demo', 'gym')));
    expect(field.connected).toBe(true);
    expect(broker.counters()).toMatchObject({ accountsClosed: 1, certificatesRefused: 1 });
  });

  it('counts from the moment that the broker has the authority', async () => {
    const broker = await open({ tls });
    const issued = certificateOf('demo', 'gym');
    expect(await refusal(client(broker, undefined, by(issued)))).toBe(4);
    broker.update({ clients: accounts.list, clientCa: gatewayAuthority.cert });
    await connected(broker, undefined, by(issued));
  });
});

describe('accounts that change while the broker runs', () => {
  it('let a new one in, end a removed one, and end one whose password was replaced', async () => {
    const [gym, field, ingest] = accounts.list;
    if (gym === undefined || field === undefined || ingest === undefined) throw new Error('accounts');
    const broker = await open({ clients: [gym, ingest] });
    expect(await refusal(client(broker, 'field'))).toBe(4);
    broker.update({ clients: [gym, field, ingest] });
    const [inGym, inField, inIngest] = await Promise.all(
      ['gym', 'field', 'ingest'].map((name) => connected(broker, name)),
    );
    if (inGym === undefined || inField === undefined) throw new Error('connections');
    const gone = Promise.all([event(inGym, 'close'), event(inField, 'close')]);
    broker.update({ clients: [{ ...gym, passwordHash: ingest.passwordHash?.replace(/.$/, '') }, ingest] });
    await gone;
    expect(inIngest?.connected).toBe(true);
    expect(broker.counters().accountsClosed).toBe(2);
  });

  it('say on its status that a revoked gateway is gone', async () => {
    const broker = await open();
    const ingest = await connected(broker, 'ingest');
    const seen = inbox(ingest);
    await ingest.subscribeAsync('tizhi/1/+/+/status', { qos: 1 });
    const will = {
      topic: 'tizhi/1/demo/gym/status',
      payload: Buffer.from('gone'),
      qos: 1 as const,
      retain: true,
    };
    await connected(broker, 'gym', { will });
    broker.update({ clients: accounts.list.filter(({ username }) => username !== 'gym') });
    await eventually('the last will', () => seen.some(({ text }) => text === 'gone'));
  });
});
