/**
 * The load, as a process of its own: gateways that publish telemetry. Told a `LoadPlan` it connects, makes
 * its messages and answers `ready`; told `go` it sends; when all is acknowledged (or it was told `stop`) it
 * answers `done` with what it saw.
 */
import { randomUUID } from 'node:crypto';
import { Acknowledgement, Epoch, formatTopic } from '@tizhi/contracts';
import { connectAsync, type MqttClient } from 'mqtt';
import { spreadOf } from '../percentiles.ts';
import { bodyOf, samplesOf } from './class-samples.ts';
import { LaneWriter } from './lane-writer.ts';
import type { FromSender, GatewayLink, LoadPlan, LoadReport, ToSender } from './plan.ts';

const RESEND_AFTER_MS = 2_000;
const TICK_MS = 2;

/** One gateway of the load: its messages, what is under way, what was acknowledged. */
class LoadedGateway {
  readonly #client: MqttClient;
  readonly #topic: string;
  readonly #plan: LoadPlan;
  readonly #gateway: string;
  readonly #writer: LaneWriter;
  readonly #epoch: Epoch;
  /** By sequence - 1; given up once acknowledged. */
  readonly #payloads: (Buffer | undefined)[] = [];
  /** When each message should have been sent, by sequence - 1. */
  readonly #due: number[] = [];
  readonly latencies: number[] = [];
  resent = 0;
  #sent = 0;
  #acknowledged = 0;
  #progressAt = 0;

  constructor(client: MqttClient, link: GatewayLink, plan: LoadPlan) {
    const { school, gateway } = link;
    this.#client = client;
    this.#plan = plan;
    this.#gateway = gateway;
    this.#topic = formatTopic({ school, gateway, kind: 'up', lane: 'telemetry' });
    this.#epoch = Epoch.parse(randomUUID());
    this.#writer = new LaneWriter({ epoch: this.#epoch, lane: 'telemetry' });
    client.on('message', (_topic, payload) => this.#heard(payload));
  }

  get drained(): boolean {
    return this.#acknowledged === this.#due.length;
  }
  get count(): number {
    return this.#due.length;
  }

  /** Makes messages up to number `seq`. `at` is the wall clock of the readings. */
  make(seq: number, at: number): void {
    const { samples, rr } = this.#plan;
    while (this.#payloads.length < seq) {
      const next = this.#payloads.length + 1;
      const rows = samplesOf({ gateway: this.#gateway, seq: next, at, samples, rr });
      this.#payloads.push(this.#writer.next(bodyOf(rows), at));
    }
  }

  /** The next message is due at `due` (monotonic ms). */
  enqueue(due: number): void {
    this.make(this.#due.length + 1, Math.floor(performance.timeOrigin + due));
    this.#due.push(due);
    this.#send();
  }

  #send(): void {
    const last = Math.min(this.#due.length, this.#acknowledged + this.#plan.window);
    // A silence begins with the first message that waits for an answer.
    if (this.#sent === this.#acknowledged) this.#progressAt = performance.now();
    for (; this.#sent < last; this.#sent += 1) {
      const payload = this.#payloads[this.#sent];
      if (payload !== undefined) this.#client.publish(this.#topic, payload, { qos: this.#plan.qos });
    }
  }

  /** What was lost on the way (the inbox was full) goes again. */
  resendAfterSilence(now: number): void {
    if (this.#sent === this.#acknowledged || now - this.#progressAt < RESEND_AFTER_MS) return;
    this.resent += this.#sent - this.#acknowledged;
    this.#sent = this.#acknowledged;
    this.#progressAt = now;
    this.#send();
  }

  #heard(payload: Buffer): void {
    const { epoch, seq } = Acknowledgement.parse(JSON.parse(payload.toString()));
    if (epoch !== this.#epoch || seq <= this.#acknowledged) return;
    const now = performance.now();
    this.#progressAt = now;
    for (let done = this.#acknowledged; done < seq; done += 1) {
      this.latencies.push(now - (this.#due[done] ?? now));
      this.#payloads[done] = undefined;
    }
    this.#acknowledged = seq;
    this.#sent = Math.max(this.#sent, seq);
    this.#send();
  }
}

async function connect(link: GatewayLink, plan: LoadPlan): Promise<LoadedGateway> {
  const { school, gateway, username, password } = link;
  const client = await connectAsync(plan.url, {
    clientId: gateway,
    username,
    password,
    queueQoSZero: false,
    reconnectPeriod: 0,
  });
  client.on('error', (error) => tell({ kind: 'failed', problem: error.message }));
  await client.subscribeAsync(formatTopic({ school, gateway, kind: 'ack', lane: 'telemetry' }));
  return new LoadedGateway(client, link, plan);
}

/** Runs the plan to its end; `stopped` ends the making of new messages early. */
async function run(
  gateways: readonly LoadedGateway[],
  plan: LoadPlan,
  stopped: () => boolean,
): Promise<LoadReport> {
  const start = performance.now();
  const { pace, messages } = plan;
  let made = 0;
  const give = (due: number): void => {
    gateways[made % gateways.length]?.enqueue(due);
    made += 1;
  };
  if (pace.kind === 'full') while (made < messages) give(start);
  const isEnd = (): boolean => made >= messages || stopped();
  for (;;) {
    const now = performance.now();
    if (pace.kind === 'open') {
      for (let due = start + (made * 1000) / pace.perSecond; due <= now && !isEnd(); ) {
        give(due);
        due = start + (made * 1000) / pace.perSecond;
      }
    }
    for (const gateway of gateways) gateway.resendAfterSilence(now);
    if (isEnd() && gateways.every((gateway) => gateway.drained)) break;
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  return {
    samples: made * plan.samples,
    seconds: (performance.now() - start) / 1000,
    latency: spreadOf(gateways.flatMap(({ latencies }) => latencies)),
    resent: gateways.reduce((sum, { resent }) => sum + resent, 0),
  };
}

const tell = (message: FromSender): void => void process.send?.(message);

/** What the parent says, once it says something of that kind. */
function told<K extends ToSender['kind']>(kind: K): Promise<Extract<ToSender, { kind: K }>> {
  return new Promise((resolve) => {
    const listen = (message: ToSender): void => {
      if (message.kind !== kind) return;
      process.off('message', listen);
      resolve(message as Extract<ToSender, { kind: K }>);
    };
    process.on('message', listen);
  });
}

async function serve(): Promise<void> {
  const { plan } = await told('plan');
  const gateways = await Promise.all(plan.links.map((link) => connect(link, plan)));
  if (plan.made === 'before') {
    const each = Math.ceil(plan.messages / gateways.length);
    const at = Date.now() - each * 1000;
    for (let seq = 1; seq <= each; seq += 1)
      for (const gateway of gateways) gateway.make(seq, at + seq * 1000);
  }
  tell({ kind: 'ready' });
  await told('go');
  let isStopped = false;
  void told('stop').then(() => {
    isStopped = true;
  });
  tell({ kind: 'done', report: await run(gateways, plan, () => isStopped) });
}

serve().catch((error: unknown) => {
  tell({ kind: 'failed', problem: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
});
