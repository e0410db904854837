import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Place, tizhi } from '@tizhi/testing';
import type { NumberedDevice } from './device-server.ts';
import type { Evidence, StoredReading } from './evidence.ts';

export interface Exported {
  /** By device and by the number that the device gave it. */
  readonly stored: Evidence['stored'];
  /** Rows that no device of this run can have said. */
  readonly strange: readonly string[];
}

/** Runs `tizhi export results` and `telemetry` and finds every number of every device in them. */
export async function exportAll(options: {
  readonly place: Place;
  readonly folder: string;
  readonly devices: readonly NumberedDevice[];
}): Promise<Exported> {
  const { place, folder } = options;
  const devices = new Map(options.devices.map((device) => [device.device, device]));
  const stored = new Map<string, Map<number, StoredReading>>();
  const strange: string[] = [];
  const read = (line: string): void => {
    const row: Record<string, unknown> = JSON.parse(line);
    const name = String(row.device ?? row.station);
    const number = devices.get(name)?.numbering.numberOf(row);
    if (number === undefined) {
      strange.push(line);
      return;
    }
    const readings = stored.get(name) ?? new Map<number, StoredReading>();
    const times = (readings.get(number)?.times ?? 0) + 1;
    readings.set(number, { times, at: Date.parse(String(row.at)), n: countOf(row) });
    stored.set(name, readings);
  };
  for (const what of ['results', 'telemetry']) {
    const file = join(folder, `export-${what}.json`);
    await tizhi(['export', what, '--format', 'json', '--out', file], place);
    for await (const line of createInterface({ input: createReadStream(file) })) {
      if (line.startsWith('{')) read(line);
    }
  }
  return { stored, strange };
}

/** The gateway's count; results have none. */
const countOf = ({ n }: Readonly<Record<string, unknown>>): number | null =>
  typeof n === 'number' ? n : null;
