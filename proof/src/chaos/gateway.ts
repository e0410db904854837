import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Place, startTizhi } from '@tizhi/testing';
import type { Account } from './brokers/broker-side.ts';
import { SCHOOL } from './brokers/broker-side.ts';
import { NumberedDevice } from './device-server.ts';
import { jumpMat, type Numbering, strap } from './numbering.ts';
import type { Part, Yard } from './part.ts';
import { lastingPort } from './ports.ts';

/** Room for the outbox, its log and its reserve of 4 MiB. */
const DISK_BYTES = 24 * 1024 * 1024;
/** What one gateway hears: 20 jumps and 40 heart rates a second. */
const STRAPS = 8;
const STRAP_EVERY_MS = 200;
const JUMP_EVERY_MS = 50;

/** Quick to raise and to clear, so that the alert lane has something to carry. */
const ALERTS = { sustainedSeconds: 1, clearSeconds: 1 };

export interface Gateway {
  readonly part: Part;
  readonly outbox: string;
  readonly devices: readonly NumberedDevice[];
}

/** An edge agent as a process of its own, and the devices it listens to. */
export async function makeGateway(yard: Yard, name: string, broker: Account): Promise<Gateway> {
  const { folder, disk } = yard.place(name, DISK_BYTES);
  const device = async (id: string, numbering: Numbering, everyMs: number): Promise<NumberedDevice> => {
    const port = await lastingPort();
    const made = new NumberedDevice({ device: `${name}-${id}`, gateway: name, port, numbering, everyMs });
    yard.atEnd(() => made.close());
    return made;
  };
  const devices = [await device('mat', jumpMat, JUMP_EVERY_MS)];
  for (let n = 1; n <= STRAPS; n += 1) devices.push(await device(`strap-${n}`, strap, STRAP_EVERY_MS));

  const config = join(yard.folder, `${name}.yaml`);
  writeFileSync(config, edgeYaml({ name, dataDir: join(folder, 'data'), broker, devices }), { mode: 0o600 });
  const { compileCache } = yard;
  const nowhere: Place = { httpPort: 0, mqttPort: 0, dataDir: folder, compileCache };
  const process = yard.supervise(name, () =>
    startTizhi(['edge', '--config', config, '--log-level', 'info'], nowhere, yard.logOf(name)),
  );
  return {
    part: { name, role: 'gateway', group: name, process, folder, disk },
    outbox: join(folder, 'data', 'outbox.db'),
    devices,
  };
}

/** JSON is YAML: nothing needs quoting by hand. */
function edgeYaml(parts: {
  readonly name: string;
  readonly dataDir: string;
  readonly broker: Account;
  readonly devices: readonly NumberedDevice[];
}): string {
  const { name, dataDir, broker, devices } = parts;
  return JSON.stringify(
    {
      school: SCHOOL,
      gateway: name,
      dataDir,
      broker,
      sources: devices.map(({ device, port, numbering: { definition, carries } }) => ({
        kind: 'tcp',
        device,
        definition,
        host: '127.0.0.1',
        port,
        carries,
      })),
      rules: { hrAboveCeiling: ALERTS },
    },
    null,
    2,
  );
}
