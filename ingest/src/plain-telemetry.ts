import { Doubt, MAX_ROWS, type TelemetryBody } from '@tizhi/contracts';

/** As `Instant` in contracts. */
const MOST_INSTANT = 4_102_444_800_000;
const MOST_NUMBER = 1_000_000_000_000;
const MOST_BLOCKS = 8;
const MOST_RR = 256;
const REQUIRED = ['measurement', 'devices', 'device', 'at', 'n', 'bpm', 'contact', 'confidence'] as const;
const ALLOWED: ReadonlySet<string> = new Set([...REQUIRED, 'deviceAt', 'doubt', 'energyKj', 'rrMs']);
const DOUBTS: ReadonlySet<unknown> = new Set(Doubt.options);

type Check = (value: unknown) => boolean;
type Fields = Readonly<Record<string, unknown>>;

/**
 * True only for a body that `TelemetryBody` accepts as it stands; false says nothing. The schema stays the
 * law: this spares it the usual message, which is heart rates and nothing else, at a tenth of its time (a property
 * test holds the two together).
 */
export function isPlainTelemetry(body: unknown): body is TelemetryBody {
  if (!isFields(body) || body.kind !== 'telemetry' || !hasOnly(body, 2)) return false;
  const { blocks } = body;
  return (
    Array.isArray(blocks) &&
    blocks.length >= 1 &&
    blocks.length <= MOST_BLOCKS &&
    blocks.every(isPlainBlock) &&
    blocks.reduce((rows, { device }) => rows + device.length, 0) <= MAX_ROWS
  );
}

function isPlainBlock(block: unknown): boolean {
  if (!isFields(block) || block.measurement !== 'heart_rate') return false;
  for (const key in block) if (!ALLOWED.has(key)) return false;
  const { devices, device } = block;
  if (!Array.isArray(devices) || devices.length < 1 || devices.length > MAX_ROWS) return false;
  if (!Array.isArray(device) || device.length < 1 || device.length > MAX_ROWS) return false;
  const rows = device.length;
  const isDevice = (value: unknown): boolean => isCount(value, devices.length - 1);
  return (
    devices.every(isDeviceId) &&
    device.every(isDevice) &&
    isColumn(block.at, rows, isInstant) &&
    isColumn(block.n, rows, isNumber) &&
    isColumn(block.bpm, rows, isOptionalWord) &&
    isColumn(block.contact, rows, isContact) &&
    isColumn(block.confidence, rows, isConfidence) &&
    (block.deviceAt === undefined || isColumn(block.deviceAt, rows, isOptionalInstant)) &&
    (block.doubt === undefined || isColumn(block.doubt, rows, isOptionalDoubt)) &&
    (block.energyKj === undefined || isColumn(block.energyKj, rows, isOptionalWord)) &&
    (block.rrMs === undefined || isColumn(block.rrMs, rows, isIntervals))
  );
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hasOnly = (value: Fields, count: number): boolean => {
  let found = 0;
  for (const _key in value) found += 1;
  return found === count;
};

const isColumn = (value: unknown, rows: number, check: Check): boolean => {
  if (!Array.isArray(value) || value.length !== rows) return false;
  for (let row = 0; row < rows; row += 1) if (!check(value[row])) return false;
  return true;
};

const isCount = (value: unknown, most: number): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most;
const isBetween = (value: unknown, most: number): boolean =>
  typeof value === 'number' && value >= 0 && value <= most;

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const isDeviceId: Check = (value) => typeof value === 'string' && SLUG.test(value);
const isInstant: Check = (value) => isCount(value, MOST_INSTANT);
const isOptionalInstant: Check = (value) => value === null || isInstant(value);
const isNumber: Check = (value) => isCount(value, MOST_NUMBER) && value !== 0;
const isOptionalWord: Check = (value) => value === null || isCount(value, 65_535);
const isContact: Check = (value) => value === 0 || value === 1 || value === 2;
const isConfidence: Check = (value) => isBetween(value, 1);
const isOptionalDoubt: Check = (value) => value === null || DOUBTS.has(value);
const isInterval: Check = (value) => isBetween(value, 64_000);
const isIntervals: Check = (value) =>
  Array.isArray(value) && value.length <= MOST_RR && isColumn(value, value.length, isInterval);
