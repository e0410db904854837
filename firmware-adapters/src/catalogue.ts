import { ITEMS, QUANTITIES, SIGNALS } from '@tizhi/contracts';
import type { Bilingual, DeviceDefinition, Identity, LineSettings, Measured } from './device.ts';

/** One device as a person reads it: what `tizhi devices` and docs/devices.md show. */
export interface CatalogueEntry {
  readonly id: string;
  readonly name: Bilingual;
  readonly measures: readonly Bilingual[];
  readonly accuracy: NonNullable<DeviceDefinition['accuracy']> | null;
  readonly calibration: NonNullable<DeviceDefinition['calibration']> | null;
  readonly metBy: Bilingual;
  readonly connect: Bilingual | null;
  readonly golden: { readonly good: number; readonly rejected: number };
  readonly simulator: boolean;
}

export function catalogueEntry(definition: DeviceDefinition): CatalogueEntry {
  const { id, name, measures, accuracy, calibration, connect, golden, simulate } = definition;
  const rejected = golden.filter((each) => 'rejected' in each).length;
  return {
    id,
    name,
    measures: measures.map(measuredName),
    accuracy: accuracy ?? null,
    calibration: calibration ?? null,
    metBy: metBy(definition),
    connect: connect ?? null,
    golden: { good: golden.length - rejected, rejected },
    simulator: simulate !== undefined,
  };
}

const OTHERS = {
  heart_rate: { zh: '心率', en: 'Heart rate' },
  tag: { zh: '标签', en: 'Tag' },
  timing: { zh: '计时', en: 'Timing' },
  device_info: { zh: '设备信息', en: 'Device information' },
} as const satisfies Record<string, Bilingual>;

export function measuredName(measured: Measured): Bilingual {
  const { zh, en } = { ...OTHERS, ...ITEMS, ...QUANTITIES, ...SIGNALS }[measured];
  return { zh, en };
}

function metBy({ identity, line }: DeviceDefinition): Bilingual {
  const met = identified(identity);
  if (line === undefined) return met;
  const settings = lineText(line);
  return { zh: `${met.zh}，${settings}`, en: `${met.en}, ${settings}` };
}

function identified(identity: Identity): Bilingual {
  switch (identity.kind) {
    case 'gatt': {
      const { service, characteristic } = identity;
      const [of, is] = [number(service), number(characteristic)];
      return { zh: `蓝牙服务 ${of}，特征 ${is}`, en: `Bluetooth service ${of}, characteristic ${is}` };
    }
    case 'advertisement': {
      const { data } = identity;
      if (data.of === 'service') {
        return {
          zh: `蓝牙广播，服务数据 ${number(data.service)}`,
          en: `Bluetooth broadcast, data of ${number(data.service)}`,
        };
      }
      const company = `0x${data.company.toString(16).toUpperCase().padStart(4, '0')}`;
      return { zh: `蓝牙广播，厂商 ${company}`, en: `Bluetooth broadcast, company ${company}` };
    }
    case 'usb': {
      const fingerprint = `${identity.vendor}:${identity.product}`;
      return { zh: `USB ${fingerprint}`, en: `USB ${fingerprint}` };
    }
    case 'configured':
      return { zh: '串口（在配置中指定）', en: 'serial port that the configuration names' };
    default:
      return identity satisfies never;
  }
}

const number = (uuid: string): string => (uuid.length === 4 ? `0x${uuid.toUpperCase()}` : uuid);

/** `9600 7E1` as manuals write it. */
const lineText = ({ baudRate, dataBits = 8, parity = 'none', stopBits = 1 }: LineSettings): string =>
  `${baudRate} ${dataBits}${parity.charAt(0).toUpperCase()}${stopBits}`;

/** The table of docs/devices.md. */
export function catalogueTable(definitions: readonly DeviceDefinition[]): string {
  const head = ['device', 'measures', 'accuracy', 'met by; how to connect', 'golden frames', 'simulator'];
  const rows = definitions
    .map(catalogueEntry)
    .map((entry) => [
      `\`${entry.id}\`<br>${both(entry.name)}`,
      entry.measures.map(({ zh, en }) => `${en} ${zh}`).join(', '),
      accuracyText(entry),
      [both(entry.metBy), ...(entry.connect === null ? [] : [both(entry.connect)])].join('<br>'),
      `${entry.golden.good} + ${entry.golden.rejected} rejected`,
      entry.simulator ? 'yes' : 'no',
    ]);
  return [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

const both = ({ zh, en }: Bilingual): string => `${en}<br>${zh}`;

function accuracyText({ accuracy, calibration }: CatalogueEntry): string {
  const lines = [
    ...(accuracy === null ? [] : [`${both(accuracy)} (${accuracy.source})`]),
    ...(calibration === null ? [] : [`checked every ${calibration.months} months (${calibration.source})`]),
  ];
  return lines.join('<br>') || 'not stated';
}
