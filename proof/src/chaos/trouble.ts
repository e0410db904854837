import { setTimeout as pause } from 'node:timers/promises';
import type { FullDisk, GatewayKill } from './evidence.ts';
import type { Fault } from './faults.ts';
import type { Gateway } from './gateway.ts';

import type { Lateness } from './lateness.ts';
import { heldIn } from './outbox-copy.ts';
import type { Part } from './part.ts';

/** How often a greedy neighbour takes what became free on a full disk. */
const GREED_EVERY_MS = 100;
/** After a stop or a full disk a gateway has this long to write down what waited. */
const GATEWAY_SETTLES_MS = { stop: 1_500, disk: 3_000 } as const;

/** What the faults of a run have in common. */
export interface Scene {
  readonly gateways: readonly Gateway[];
  readonly lateness: Lateness;
  readonly onGatewayKill: (kill: GatewayKill) => void;
  /** A gateway's own disk was full. */
  readonly onFullDisk: (disk: FullDisk) => void;
}

/**
 * Does a fault to a part, and ends when the part was left alone again. `other` is the part that is stopped
 * meanwhile where the fault asks for one.
 */
export async function carryOut(
  fault: Fault,
  victims: { readonly part: Part; readonly other: Part | undefined },
  scene: Scene,
): Promise<void> {
  const { part, other } = victims;
  switch (fault.kind) {
    case 'kill': {
      const { heldUp, downMs } = fault;
      if (heldUp === null || other === undefined) return killAndRestart(part, downMs, scene);
      other.process.signal('SIGSTOP');
      await pause(heldUp.beforeMs);
      const restarted = killAndRestart(part, downMs, scene);
      await pause(heldUp.afterMs);
      await goOn(other, scene);
      return restarted;
    }
    case 'stop':
      part.process.signal('SIGSTOP');
      await pause(fault.forMs);
      return goOn(part, scene);
    case 'disk':
      return fillDisk(fault, part, scene);
  }
}

async function fillDisk(
  { forMs, greedy }: Extract<Fault, { kind: 'disk' }>,
  part: Part,
  scene: Scene,
): Promise<void> {
  const { disk } = part;
  if (disk === undefined) throw new Error(`${part.name} has no disk of its own`);
  const [from, lateBeforeMs] = [performance.now(), scene.lateness.recentMs()];
  await disk.fill();
  while (performance.now() < from + forMs) {
    await pause(GREED_EVERY_MS);
    if (greedy) await disk.fill();
  }
  disk.free();
  const until = performance.now();
  if (part.role === 'store') await restartLikeAdministrator(part);
  const gateway = gatewayOf(part, scene);
  if (gateway === undefined) return;
  await pause(GATEWAY_SETTLES_MS.disk);
  const lateMs = Math.max(lateBeforeMs, scene.lateness.recentMs());
  scene.onFullDisk({ gateway: part.name, from, until, lateMs });
}

/** A store that has met a full disk may not take up its work by itself: somebody restarts it. */
async function restartLikeAdministrator({ process, mend }: Part): Promise<void> {
  await process.end();
  await mend?.();
  process.start();
}

const gatewayOf = (part: Part, { gateways }: Scene): Gateway | undefined =>
  gateways.find((gateway) => gateway.part === part);

async function killAndRestart(part: Part, downMs: number, scene: Scene): Promise<void> {
  const gateway = gatewayOf(part, scene);
  const [at, lateMs] = [performance.now(), scene.lateness.recentMs()];
  await part.process.kill();
  if (gateway !== undefined) scene.onGatewayKill({ ...heldBy(gateway), at, lateMs });
  await pause(downMs);
  part.process.start();
}

async function goOn(part: Part, scene: Scene): Promise<void> {
  part.process.signal('SIGCONT');
  if (gatewayOf(part, scene) !== undefined) await pause(GATEWAY_SETTLES_MS.stop);
}

function heldBy(gateway: Gateway): Pick<GatewayKill, 'gateway' | 'held' | 'raised'> {
  const held = new Map<string, Set<number>>();
  const devices = new Map(gateway.devices.map((device) => [device.device, device]));
  const { readings, raised } = heldIn(gateway.outbox);
  for (const { device, row } of readings) {
    const number = devices.get(device)?.numbering.numberOf(row);
    if (number === undefined) throw new Error(`${device} never said what the outbox holds`);
    const numbers = held.get(device) ?? new Set<number>();
    numbers.add(number);
    held.set(device, numbers);
  }
  return { gateway: gateway.part.name, held, raised };
}
