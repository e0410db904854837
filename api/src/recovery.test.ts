import { LiveFrame, TizhiError } from '@tizhi/contracts';
import { eventually, freePort } from '@tizhi/testing';
import { describe, expect, it } from 'vitest';
import { SERVICE, startTestBroker } from './fixtures/broker.ts';
import { GATEWAY, LESSON, SCHOOL, startSchool, strap, subject, type TestSchool } from './fixtures/school.ts';

const tileOfOne = async (school: TestSchool, cookie: string) => {
  const stream = await school.stream(`/api/lessons/${LESSON}/live`, cookie);
  const frame = LiveFrame.parse((await stream.next())?.data);
  stream.close();
  return frame.tiles.find((tile) => tile.subject === subject(1));
};
const firstResult = async (school: TestSchool, cookie: string) => {
  const { results } = (await (await school.get('/api/results', cookie)).json()) as {
    results: { score: number | null }[];
  };
  return results[0];
};

describe('without any help the API recovers from', () => {
  it('a broker that comes later, and one that restarts', async () => {
    const port = await freePort();
    const school = await startSchool({ mqtt: { url: `mqtt://127.0.0.1:${port}`, ...SERVICE } });
    expect((await school.get('/api/health')).status).toBe(200);
    for (const bpm of [111, 112]) {
      const broker = await startTestBroker(port);
      const send = () =>
        broker.publish(`tizhi/1/${SCHOOL}/${GATEWAY}/live`, {
          sentAt: school.now(),
          body: {
            kind: 'telemetry',
            blocks: [
              {
                measurement: 'heart_rate',
                devices: [strap(1)],
                device: [0],
                at: [school.now()],
                n: [1],
                bpm: [bpm],
                contact: [2],
                confidence: [1],
              },
            ],
          },
        });
      const cookie = await school.signIn('nurse');
      const stream = await school.stream(`/api/lessons/${LESSON}/live`, cookie);
      await eventually(`a rate of ${bpm}`, async () => {
        await send();
        const frame = LiveFrame.parse((await stream.next())?.data);
        return frame.tiles.find((tile) => tile.subject === subject(1))?.bpm === bpm;
      });
      stream.close();
      await broker.close();
    }
    await school.close();
  });

  it('a broker that refuses it at first', async () => {
    const school = await startSchool({});
    const wrong = { url: school.broker.url, username: SERVICE.username, password: 'wrong' };
    await school.restart({ mqtt: wrong });
    await eventually('it says so once', () =>
      school.logged.some((line) => line.includes('TIZHI_BROKER_UNREACHABLE')),
    );
    school.broker.aedes.authenticate = (_client, _username, _password, done) => done(null, true);
    const cookie = await school.signIn('teacher');
    await eventually('a tile', async () => {
      await school.hearts([{ bpm: 113, at: school.now() }]);
      return (await tileOfOne(school, cookie))?.bpm === 113;
    });
    expect(school.logged.filter((line) => line.includes('TIZHI_BROKER_UNREACHABLE'))).toHaveLength(1);
    await school.close();
  });

  it('a record store that is away for a while: new attempts are scored when it is back', async () => {
    const school = await startSchool();
    const { records } = school.stores;
    let away = true;
    await school.restart({
      records: {
        ...records,
        results: {
          ...records.results,
          saveScores: (scores) =>
            away
              ? Promise.reject(
                  new TizhiError('TIZHI_STORE_UNAVAILABLE', { store: 'records', problem: 'away' }),
                )
              : records.results.saveScores(scores),
        },
      },
    });
    const cookie = await school.signIn('teacher');
    await school.attempts({ value: 225 });
    await eventually('it waits', () => school.logged.some((line) => line.includes('scoring waits')));
    expect((await firstResult(school, cookie))?.score).toBeNull();
    away = false;
    await eventually('scored', async () => (await firstResult(school, cookie))?.score === 100);
    await school.close();
  });

  it('a telemetry store that cannot say what was heard before', async () => {
    const school = await startSchool();
    await school.restart({
      telemetry: {
        ...school.stores.telemetry,
        heartRate: () => ({
          [Symbol.asyncIterator]: () => ({
            next: () =>
              Promise.reject(
                new TizhiError('TIZHI_STORE_UNAVAILABLE', { store: 'telemetry', problem: 'away' }),
              ),
          }),
        }),
      },
    });
    const cookie = await school.signIn('teacher');
    await eventually('a tile all the same', async () => {
      await school.hearts([{ bpm: 114, at: school.now() }]);
      return (await tileOfOne(school, cookie))?.bpm === 114;
    });
    await school.close();
  });
});
