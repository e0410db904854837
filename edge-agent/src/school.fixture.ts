// A school for edge-agent.test.ts: real sockets, no mocks.
import { createServer, type Server, type Socket } from 'node:net';
import {
  AlertBody,
  AttemptBody,
  formatTopic,
  GatewayId,
  GatewayStatus,
  type HeartRateSample,
  heartRatesIn,
  LiveMessage,
  parseTopic,
  type ReadingSample,
  readingsIn,
  SchoolId,
  TelemetryBody,
  TimeQuestion,
} from '@tizhi/contracts';
import { Aedes } from 'aedes';
import { StrictInbox } from './inbox.fixture.ts';

export const ADDRESS = { school: SchoolId.parse('sch'), gateway: GatewayId.parse('gw') };
/** A real broker with an inbox inside it, as strict as the school's: in order, once, then acknowledged. */
export class School {
  readonly port: number;
  readonly inbox = new StrictInbox();
  readonly statuses: GatewayStatus[] = [];
  /** False: hears nothing, answers nothing. */
  listening = true;
  /** False: leaves questions for the time open. */
  tellsTime = true;
  /** The school's clock minus this machine's, ms. */
  aheadMs = 0;
  readonly live: LiveMessage[] = [];
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
    return this.inbox.bodies('telemetry').flatMap((body) => heartRatesIn(TelemetryBody.parse(body)));
  }
  readings(): ReadingSample[] {
    return this.inbox.bodies('telemetry').flatMap((body) => readingsIn(TelemetryBody.parse(body)));
  }
  attempts(): AttemptBody[] {
    return this.inbox.bodies('result').map((body) => AttemptBody.parse(body));
  }
  alerts(): AlertBody[] {
    return this.inbox.bodies('alert').map((body) => AlertBody.parse(body));
  }
  #heard(topic: string, text: string): void {
    if (topic === formatTopic({ ...ADDRESS, kind: 'status' })) {
      this.statuses.push(GatewayStatus.parse(JSON.parse(text)));
    }
    const about = parseTopic(topic);
    if (about?.kind === 'live') this.live.push(LiveMessage.parse(JSON.parse(text)));
    if (about?.kind === 'ask_time' && this.tellsTime) {
      const question = TimeQuestion.parse(JSON.parse(text));
      const answer = { ...question, at: Date.now() + this.aheadMs };
      this.#publish(formatTopic({ ...ADDRESS, kind: 'time' }), answer, false);
    }
    if (!this.listening || about?.kind !== 'up') return;
    const { lane } = about;
    const mark = this.inbox.receive(lane, text);
    this.#publish(formatTopic({ ...ADDRESS, kind: 'ack', lane }), mark);
  }
  #publish(topic: string, message: unknown, retain = true): void {
    this.#broker?.publish(
      {
        cmd: 'publish',
        qos: 1,
        dup: false,
        retain,
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
