import { eventually } from '@tizhi/testing';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { client, refusal } from './fixtures/test-clients.ts';
import { startBroker } from './start-broker.ts';

it('a refused connection is logged with its user name and address, never with the password', async () => {
  let log = '';
  const write = (line: string): void => {
    log += line;
  };
  const broker = await startBroker({ port: 0, clients: [], log: pino({ base: null }, { write }) });
  try {
    expect(await refusal(client(broker, 'gym', { username: 'no-3.gym\u0007', password: 'geheim' }))).toBe(4);
    await eventually('the line is written', async () => log.includes('connection refused'));
    const line = JSON.parse(log.split('\n').find((each) => each.includes('connection refused')) ?? '');
    expect(line).toMatchObject({ refused: 'loginsFailed', username: 'no-3.gym?' });
    expect(line.address).toMatch(/127\.0\.0\.1$/);
    expect(log).not.toContain('geheim');
  } finally {
    await broker.close();
  }
});
