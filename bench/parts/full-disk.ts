import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { GatewaysResponse } from '@tizhi/contracts';
import { openRecords, openTelemetry } from '@tizhi/storage';
import { eventually } from '@tizhi/testing';
import { SmallDisk } from '../../proof/src/chaos/small-disk.ts';
import { expectJumpsAndAlerts } from '../house/accounting.ts';
import { SCHOOL } from '../house/school.ts';
import { startWatchedHouse, type WatchedHouse } from '../house/watched-house.ts';
import { type Bench, type Figure, whole } from '../report.ts';

/** Of it the outbox sets 4 MiB aside. */
const DISK_BYTES = 16 * 1024 * 1024;
/** So many times faster than life until telemetry was given up, and then as long again. */
const SPEED = 60;
const FULL_LIMIT_MS = 240_000;
const MORE_MS = 20_000;
const DRAIN_LIMIT_MS = 180_000;

/** No inbox, and a gateway's disk that is too small for the telemetry: what is given up, what is kept. */
export async function measureFullDisk(bench: Bench): Promise<readonly Figure[]> {
  const edgeFolder = join(bench.folder, 'small-disk');
  const disk = SmallDisk.mount(edgeFolder, DISK_BYTES);
  if (disk === undefined)
    return [{ what: 'full outbox disk', seen: 'NOT MEASURED: this user may not mount a small disk' }];
  const house = await startWatchedHouse(bench.folder, { edgeFolder });
  const { load, alerts, live } = house;
  try {
    load.speed = SPEED;
    await eventually(
      'the gateway says that telemetry is given up',
      async () => (await statusOf(house)).dropped > 0,
      FULL_LIMIT_MS,
    );
    await pause(MORE_MS);
    const full = await statusOf(house);
    load.speed = 0;
    alerts.pause();
    live.close();
    await pause(6_000);
    await house.roles.startIngest();
    await eventually(
      'what was kept is stored',
      async () => (await statusOf(house)).queued === 0,
      DRAIN_LIMIT_MS,
    );
    const after = await statusOf(house);
    return [
      {
        what: `disk of ${DISK_BYTES / 2 ** 20} MiB full: what the gateway's status says`,
        seen: `${whole(full.dropped)} telemetry messages given up, disk full: ${full.diskFull}`,
        aim: 'counted and said',
        met: full.dropped > 0 && full.diskFull && full.otherDropped === 0,
      },
      await expectGaps(house, after.dropped),
      await expectMissing(house),
      ...(await expectJumpsAndAlerts(house.dataDir, house)),
    ];
  } finally {
    await house.close();
    disk.unmount();
  }
}

interface Status {
  readonly dropped: number;
  /** Alerts and results given up: never. */
  readonly otherDropped: number;
  readonly queued: number;
  readonly diskFull: boolean;
}

/** What the API says of the first gateway, and how much waits in all. */
async function statusOf({ httpPort, adminCookie }: WatchedHouse): Promise<Status> {
  const answer = await fetch(`http://127.0.0.1:${httpPort}/api/gateways`, {
    headers: { cookie: adminCookie },
  });
  const { gateways } = GatewaysResponse.parse(await answer.json());
  const last = gateways.find(({ gateway }) => gateway === 'hall-1')?.last ?? undefined;
  if (last === undefined) return { dropped: 0, otherDropped: 0, queued: -1, diskFull: false };
  const queued = gateways
    .flatMap((gateway) => Object.values(gateway.last?.lanes ?? {}))
    .reduce((sum, lane) => sum + lane.queued, 0);
  const { alert, result, telemetry } = last.lanes;
  return {
    dropped: telemetry.dropped,
    otherDropped: alert.dropped + result.dropped,
    queued,
    diskFull: last.diskFull,
  };
}

/** Every message that was given up stands in the records as a gap. */
async function expectGaps({ dataDir }: WatchedHouse, dropped: number): Promise<Figure> {
  const records = await openRecords({ dataDir, readOnly: true });
  try {
    const gaps = await records.inbox.gaps(10_000);
    const missing = gaps.reduce((sum, { fromSeq, toSeq }) => sum + toSeq - fromSeq + 1, 0);
    const others = gaps.filter(({ lane }) => lane !== 'telemetry').length;
    return {
      what: 'messages given up and recorded as gaps',
      seen: `${whole(missing)} of ${whole(dropped)}, in ${whole(gaps.length)} gaps`,
      aim: 'all, of telemetry only',
      met: missing === dropped && others === 0,
    };
  } finally {
    await records.close();
  }
}

/** Every reading is stored, or shows as missing by the numbers of its neighbours or of the strap's last one. */
async function expectMissing({ dataDir, straps }: WatchedHouse): Promise<Figure> {
  const numbers = new Map<string, Set<number>>();
  const store = openTelemetry({ dataDir, readOnly: true });
  let rows = 0;
  try {
    for await (const { device, n } of store.heartRate({ from: 0, to: 4_102_444_800_000, school: SCHOOL })) {
      rows += 1;
      const known = numbers.get(device) ?? new Set();
      numbers.set(device, known.add(n));
    }
  } finally {
    await store.close();
  }
  const said = straps.reduce((sum, strap) => sum + strap.said, 0);
  const lastKept = straps.filter((strap) => numbers.get(strap.device)?.has(strap.said) === true).length;
  const different = [...numbers.values()].reduce((sum, { size }) => sum + size, 0);
  return {
    what: 'readings said and stored, none twice, the newest kept',
    seen: `${whole(rows)} of ${whole(said)}; the last one of ${lastKept} of ${straps.length} straps`,
    aim: 'oldest given up first',
    met: different === rows && rows < said && lastKept === straps.length,
  };
}
