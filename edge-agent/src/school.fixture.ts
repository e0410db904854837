// A school for edge-agent.test.ts: real sockets, no mocks.
import { createServer, type Server, type Socket } from 'node:net';
import {
  AlertBody,
  AttemptBody,
  Envelope,
  formatTopic,
  fromHeartRateBlock,
  GatewayId,
  GatewayStatus,
  type HeartRateSample,
  isLane,
  type Lane,
  SchoolId,
  TelemetryBody,
} from '@tizhi/contracts';
import { Aedes } from 'aedes';

export const ADDRESS = { school: SchoolId.parse('sch'), gateway: GatewayId.parse('gw') };
/** A real broker with an inbox inside it, as strict as the school's: in order, once, then acknowledged. */
export class School {
  readonly port: number;
  readonly bodies: Record<Lane, unknown[]> = { alert: [], result: [], telemetry: [] };
  readonly statuses: GatewayStatus[] = [];
  /** False: hears nothing, answers nothing. */
  listening = true;
  readonly #marks = new Map<string, number>();
  readonly #sockets = new Set<Socket>();
  #broker: Aedes | undefined;
  #server: Server | undefined;

  constructor(port: number) {
    this.port = port;
  }
  async open(): Promise<void> {
    const broker = await Aedes.createBroker();
    this.#broker = broker;
    broker.on('publish', ({ topic, payload }) => this.#heard(topic, payload.toString()));
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      broker.handle(socket);
    });
    await new Promise<void>((resolve) => this.#server?.listen(this.port, '127.0.0.1', resolve));
  }
  /** Breaks every connection without a word. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
  async close(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    await new Promise<void>((resolve) => this.#broker?.close(resolve));
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
  say(what: 'roster' | 'lesson' | 'command', message: unknown): void {
    this.#publish(formatTopic({ ...ADDRESS, kind: 'desired', what }), message);
  }
  samples(): HeartRateSample[] {
    return this.bodies.telemetry.flatMap((body) =>
      TelemetryBody.parse(body).blocks.flatMap(fromHeartRateBlock),
    );
  }
  attempts(): AttemptBody[] {
    return this.bodies.result.map((body) => AttemptBody.parse(body));
  }
  alerts(): AlertBody[] {
    return this.bodies.alert.map((body) => AlertBody.parse(body));
  }
  #heard(topic: string, text: string): void {
    if (topic === formatTopic({ ...ADDRESS, kind: 'status' })) {
      this.statuses.push(GatewayStatus.parse(JSON.parse(text)));
    }
    const lane = topic.split('/').at(-1);
    if (!this.listening || !topic.includes('/up/') || !isLane(lane)) return;
    const { epoch, seq, first, body } = Envelope.parse(JSON.parse(text));
    const key = `${epoch} ${lane}`;
    const mark = Math.max(this.#marks.get(key) ?? 0, first - 1);
    if (seq === mark + 1) this.bodies[lane].push(body);
    const after = seq === mark + 1 ? seq : mark;
    this.#marks.set(key, after);
    this.#publish(formatTopic({ ...ADDRESS, kind: 'ack', lane }), { epoch, seq: after });
  }
  #publish(topic: string, message: unknown): void {
    this.#broker?.publish(
      {
        cmd: 'publish',
        qos: 1,
        dup: false,
        retain: true,
        topic,
        payload: Buffer.from(JSON.stringify(message)),
      },
      () => undefined,
    );
  }
}

/** A station behind a device server: prints lines to whoever is connected. */
export class Station {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(port: number) {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => this.#sockets.delete(socket));
    }).listen(port, '127.0.0.1');
  }
  /** One character is one byte. */
  print(text: string): void {
    for (const socket of this.#sockets) socket.write(Buffer.from(text, 'latin1'));
  }
  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}
