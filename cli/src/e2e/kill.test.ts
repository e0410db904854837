import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AttemptBody, type AttemptId, DefinitionId, heartRatesIn, TelemetryBody } from '@tizhi/contracts';
import { findDefinition } from '@tizhi/firmware-adapters';
import { openRecords } from '@tizhi/storage';
import {
  admitGateway,
  eventually,
  exportText,
  freePort,
  newPlace,
  type Place,
  startTizhi,
  temporaryFolder,
} from '@tizhi/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SchoolProcess, startSchoolProcess } from './school-process.ts';

const KILLS = 4;

/** A jump mat behind a device server: it prints a numbered jump every few milliseconds, to whoever listens. */
class JumpMat {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #timer: NodeJS.Timeout;
  #printed = 0;

  constructor(port: number) {
    const found = findDefinition(DefinitionId.parse('station/demo-jump'));
    if (!found.ok || found.value.simulate === undefined)
      throw new Error('the demo jump mat has no simulator');
    const { simulate } = found.value;
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => this.#sockets.delete(socket));
    }).listen(port, '127.0.0.1');
    this.#timer = setInterval(() => {
      if (this.#sockets.size === 0) return;
      this.#printed += 1;
      const line = simulate({
        values: { standing_long_jump: 100 + (this.#printed % 200) },
        tag: String(this.#printed),
      });
      for (const socket of this.#sockets) socket.write(line);
    }, 5);
  }
  get printed(): number {
    return this.#printed;
  }
  /** Prints no more; what was printed stays. */
  silence(): void {
    clearInterval(this.#timer);
  }
  close(): void {
    this.silence();
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}

/** What a dead gateway's outbox holds: attempts by id, heart-rate samples by device and time. */
function heldIn(outbox: string): { attempts: string[]; samples: string[] } {
  const db = new DatabaseSync(outbox);
  try {
    const bodies = (lane: string): unknown[] =>
      db
        .prepare(`SELECT body FROM ${lane}_letters ORDER BY id`)
        .all()
        .map((row) => JSON.parse(String(row.body)));
    return {
      attempts: bodies('result').map((body) => AttemptBody.parse(body).attempt),
      samples: bodies('telemetry').flatMap((body) =>
        heartRatesIn(TelemetryBody.parse(body)).map(({ device, at, bpm }) => `${device} ${at} ${bpm}`),
      ),
    };
  } finally {
    db.close();
  }
}

/** The attempts a school has stored, read beside the running school. */
async function storedAttempts(dataDir: string): Promise<AttemptBody[]> {
  const records = await openRecords({ dataDir, readOnly: true });
  try {
    const attempts: AttemptBody[] = [];
    for await (const { body } of records.results.between({ from: 0, to: Date.now() + 86_400_000 }))
      attempts.push(body);
    return attempts;
  } finally {
    await records.close();
  }
}

const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

describe('kill -9 of the whole school in mid-lesson', () => {
  const folder = temporaryFolder();
  let place: Place;
  let mat: JumpMat;
  let school: SchoolProcess | undefined;

  beforeAll(async () => {
    place = await newPlace(join(folder.path, 'data'));
    const matPort = await freePort();
    mat = new JumpMat(matPort);
    mkdirSync(join(folder.path, 'edge'));
    const secret = await admitGateway('gym', place);
    expect(secret.length).toBeGreaterThan(30);
    writeFileSync(
      join(folder.path, 'edge.yaml'),
      `school: school
gateway: gym
dataDir: edge
broker: { url: "mqtt://127.0.0.1:${place.mqttPort}", username: school.gym, password: "${secret}" }
sources:
  - { kind: tcp, device: mat, definition: station/demo-jump, host: 127.0.0.1, port: ${matPort} }
  - { kind: simulate, seed: 7, straps: { count: 45 } }
`,
    );
  });
  afterAll(async () => {
    mat.close();
    await school?.process.stop('SIGKILL');
    folder.remove();
  });

  it(`loses nothing that was in the outbox and stores nothing twice, ${KILLS} times over`, async () => {
    const settings = { ...place, edgeConfig: join(folder.path, 'edge.yaml') };
    const outbox = join(folder.path, 'edge', 'outbox.db');
    const held = { attempts: new Set<string>(), samples: new Set<string>() };
    const remember = (): void => {
      const { attempts, samples } = heldIn(outbox);
      for (const attempt of attempts) held.attempts.add(attempt);
      for (const sample of samples) held.samples.add(sample);
    };

    // First with no school to talk to: all that is heard waits in the outbox.
    const lonely = startTizhi(['edge', '--config', settings.edgeConfig], place);
    await eventually('the lonely gateway hears jumps', () => mat.printed > 500, 60_000);
    await lonely.stop('SIGKILL');
    remember();
    expect(held.attempts.size).toBeGreaterThan(100);
    expect(held.samples.size).toBeGreaterThan(45);

    for (let kill = 0; kill < KILLS; kill += 1) {
      school = await startSchoolProcess([], settings);
      const before = mat.printed;
      await eventually('the lesson is under way', () => mat.printed > before + 200, 60_000);
      await new Promise((resolve) => setTimeout(resolve, 137 * kill));
      await school.process.stop('SIGKILL');
      remember();
    }
    mat.silence();

    school = await startSchoolProcess([], settings);
    let missing: string[] = [];
    const drained = eventually(
      'all that was in the outbox is stored',
      async () => {
        const stored = new Set((await storedAttempts(place.dataDir)).map(({ attempt }) => attempt));
        missing = [...held.attempts].filter((attempt) => !stored.has(attempt as AttemptId));
        return missing.length === 0;
      },
      90_000,
    );
    await drained.catch(() => expect(missing).toEqual([]));
    await school.process.stop('SIGTERM');

    const attempts = await storedAttempts(place.dataDir);
    expect(new Set(attempts.map(({ attempt }) => attempt)).size).toBe(attempts.length);
    const tags = attempts.map(({ tag }) => tag);
    expect(new Set(tags).size, 'no jump is stored twice').toBe(tags.length);
    // What the mat printed and nobody stored was between the socket and the disk when a kill fell.
    expect(mat.printed - tags.length).toBeLessThan((KILLS + 1) * 100);

    const exported = jsonLines(await exportText('telemetry', 'json', place));
    const samples = exported.map((row) => `${row.device} ${Date.parse(String(row.at))} ${row.bpm}`);
    const stored = new Set(samples);
    expect(stored.size, 'no sample is stored twice').toBe(samples.length);
    expect([...held.samples].filter((sample) => !stored.has(sample))).toEqual([]);
  }, 300_000);
});
