import { Agent, request } from 'node:http';
import { samplesOf } from './telemetry-load.ts';

const POINTS_PER_WRITE = 5_000;

/**
 * The raw write limit of an influxd: ready-made line protocol in batches of 5,000 points, as many requests
 * at a time as serve it best (the best of 1, 2 and 4), nothing else running. Points per second.
 */
export async function measureInfluxLimit(url: string, points: number): Promise<number> {
  let best = 0;
  for (const parallel of [1, 2, 4]) {
    const bodies = linesOf(points, parallel);
    const agent = new Agent({ keepAlive: true, maxSockets: parallel });
    const start = performance.now();
    const queue = bodies.values();
    await Promise.all(
      Array.from({ length: parallel }, async () => {
        for (const body of queue) await post(url, body, agent);
      }),
    );
    best = Math.max(best, (bodies.length * POINTS_PER_WRITE) / ((performance.now() - start) / 1000));
    agent.destroy();
  }
  return best;
}

/** The same points that the system writes, already in line protocol. `series` keeps runs apart. */
function linesOf(points: number, series: number): Buffer[] {
  const bodies: Buffer[] = [];
  let lines: string[] = [];
  for (let seq = 1; bodies.length * POINTS_PER_WRITE < points; seq += 1) {
    for (const sample of samplesOf(100 + series, seq)) {
      lines.push(
        `heart_rate,school=bench-school,gateway=raw-${series},device=${sample.device} bpm=${sample.bpm}i,confidence=1,contact="detected" ${sample.at}000000`,
      );
      if (lines.length === POINTS_PER_WRITE) {
        bodies.push(Buffer.from(lines.join('\n')));
        lines = [];
      }
    }
  }
  return bodies;
}

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
