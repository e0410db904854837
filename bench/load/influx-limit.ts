import { Agent, request } from 'node:http';
import { GatewayId, SchoolId } from '@tizhi/contracts';
// Not through the room's door: the limit is only honest when it is of the very lines that the system writes.
import { BATCH_POINTS, lineBatches, lineStarts } from '../../storage/src/influx-lines.ts';
import { bodyOf, type MessageShape, samplesOf } from './class-samples.ts';

/**
 * The raw write limit of an influxd: the line protocol that the system writes for these messages (same tags,
 * fields and digits), ready made, in its batches, as many requests at a time as serve it best (the best of
 * 1, 2 and 4), nothing else running. Points per second.
 */
export async function measureInfluxLimit(
  url: string,
  load: MessageShape & { readonly points: number },
): Promise<number> {
  let best = 0;
  for (const parallel of [1, 2, 4]) {
    const bodies = linesOf(load, `raw-${parallel}`);
    const agent = new Agent({ keepAlive: true, maxSockets: parallel });
    const start = performance.now();
    const queue = bodies.values();
    await Promise.all(
      Array.from({ length: parallel }, async () => {
        for (const body of queue) await post(url, body, agent);
      }),
    );
    best = Math.max(best, load.points / ((performance.now() - start) / 1000));
    agent.destroy();
  }
  return best;
}

function linesOf(load: MessageShape & { readonly points: number }, name: string): Buffer[] {
  const gateway = GatewayId.parse(name);
  const at = Date.now() - (load.points / load.samples) * 1000;
  const messages = Array.from({ length: Math.ceil(load.points / load.samples) }, (_, index) => ({
    school: SchoolId.parse('bench-school'),
    gateway,
    clock: { skewMs: 0, shiftMs: 0, errorMs: 0 },
    body: bodyOf(samplesOf({ ...load, gateway: name, seq: index + 1, at: Math.floor(at) + index * 1000 })),
  }));
  return [...lineBatches(messages, lineStarts())].map(({ lines }) => lines);
}

export const POINTS_PER_WRITE = BATCH_POINTS;

function post(url: string, body: Buffer, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      { method: 'POST', agent, headers: { 'content-length': body.length } },
      (answer) => {
        answer.resume();
        answer.on('end', () =>
          answer.statusCode === 204 ? resolve() : reject(new Error(`influxd: ${answer.statusCode}`)),
        );
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}
