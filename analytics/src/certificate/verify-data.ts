import { type Certificate, type Failure, failure, type WornDevice } from '@tizhi/contracts';
import { canonicalJson } from './canonical-json.ts';
import { type CertifiedReading, readsOf, talliesOf } from './certificate.ts';
import { coveredBy } from './verdict.ts';

/** What is compared: all that is counted from readings. */
const COUNTED = [
  'stored',
  'doubtful',
  'heard',
  'missing',
  'restarts',
  'gateways',
  'firstAt',
  'lastAt',
  'silences',
  'awaited',
  'largestErrorMs',
  'unverified',
] as const satisfies readonly (keyof WornDevice)[];

/** Whether a reading is one of those that a certificate was counted from. */
export function countedFrom(certificate: Certificate): (reading: CertifiedReading) => boolean {
  const devices = new Set(certificate.devices.map(({ device }) => device));
  const { from, to } = readsOf(certificate);
  return ({ device, at }) => devices.has(device) && from <= at && at < to;
}

/**
 * Counts a lesson again from exported readings (any order; those of other devices and times are passed over)
 * and gives the first thing in which the certificate differs.
 */
export function dataProblem(
  certificate: Certificate,
  readings: readonly CertifiedReading[],
): Failure | undefined {
  const tallies = talliesOf(certificate.devices);
  const inOrder = readings.filter(countedFrom(certificate)).sort((a, b) => a.at - b.at || a.n - b.n);
  for (const reading of inOrder) tallies.get(reading.device)?.take(reading);
  const counted = [...tallies.values()].flatMap((tally) => tally.counts(coveredBy(certificate.coverage)));
  for (const [index, given] of certificate.devices.entries()) {
    const problem = difference(given, counted[index]);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function difference(given: WornDevice, counted: WornDevice | undefined): Failure | undefined {
  const differs = COUNTED.find(
    (what) => canonicalJson(given[what]) !== canonicalJson(counted?.[what] ?? null),
  );
  if (differs === undefined) return undefined;
  return failure('TIZHI_CERTIFICATE_DATA', {
    device: given.device,
    what: differs,
    given: shown(given[differs]),
    counted: shown(counted?.[differs] ?? null),
  }).failure;
}

/** A list as its length: a line must stay a line. */
const shown = (value: unknown): string =>
  Array.isArray(value) && value.some((each) => typeof each === 'object')
    ? `${value.length}: ${canonicalJson(value).slice(0, 80)}`
    : canonicalJson(value);
