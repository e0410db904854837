import { TizhiError } from '@tizhi/contracts';
import { describe, expect, it } from 'vitest';
import type { Outgoing } from '../outbox/letter.ts';
import { alert, result, telemetry } from '../outbox/outbox.fixture.ts';
import { WaitingRoom } from './waiting-room.ts';

/** A waiting room before an outbox that refuses some lanes. */
function waitingRoom() {
  const taken: string[] = [];
  const lines: string[] = [];
  const refused = new Set<string>();
  const name = ({ lane, body }: Outgoing): string => `${lane} ${(body as unknown as { n: number }).n}`;
  const log = (_: unknown, line: string): number => lines.push(line);
  const room = new WaitingRoom({
    log: { error: log, warn: log } as never,
    enqueue(message) {
      if (refused.has(message.lane)) throw new TizhiError('TIZHI_OUTBOX_FULL', { problem: 'no room' });
      taken.push(name(message));
    },
  });
  return { room, taken, lines, refused };
}

describe('messages that the outbox refuses', () => {
  it('wait, and leave in the order of their lane', () => {
    const { room, taken, refused } = waitingRoom();
    refused.add('result');
    room.send(result(1));
    room.send(result(2));
    refused.clear();
    room.send(result(3));
    room.send(alert(1));
    expect(taken).toEqual(['alert 1']);
    room.retry();
    expect(taken).toEqual(['alert 1', 'result 1', 'result 2', 'result 3']);
    expect(room.size).toBe(0);
  });

  it('of one lane hold up no other', () => {
    const { room, taken, refused } = waitingRoom();
    refused.add('telemetry');
    room.send(telemetry(1));
    room.send(alert(1));
    room.retry();
    expect(taken).toEqual(['alert 1']);
  });

  it('are told of once when it begins and once when it ends', () => {
    const { room, lines, refused } = waitingRoom();
    refused.add('result');
    for (let n = 1; n <= 100; n++) {
      room.send(result(n));
      room.retry();
    }
    expect(lines).toHaveLength(1);
    refused.clear();
    room.retry();
    expect(lines).toHaveLength(2);
  });

  it('are bounded: oldest telemetry makes way, then results, and each is counted', () => {
    const { room, refused, taken } = waitingRoom();
    for (const lane of ['alert', 'result', 'telemetry']) refused.add(lane);
    for (let n = 1; n <= 1_500; n++) room.send(telemetry(n));
    for (let n = 1; n <= 600; n++) room.send(result(n));
    expect(room.size).toBe(2_000);
    expect(room.lost).toBe(100);
    refused.clear();
    room.retry();
    expect(taken.filter((name) => name.startsWith('result'))).toHaveLength(600);
    expect(taken).not.toContain('telemetry 100');
    expect(taken).toContain('telemetry 101');
  });
});
