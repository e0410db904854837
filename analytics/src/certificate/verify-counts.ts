import { type Certificate, type Failure, failure, type Interval, type WornDevice } from '@tizhi/contracts';
import { canonicalJson } from './canonical-json.ts';
import { sumOf } from './device-tally.ts';
import { coveredBy, reasonsOf, totalsOf, verdictOf } from './verdict.ts';

const wrong = (where: string, what: string, numbers: { given: unknown; counted: unknown }): Failure =>
  failure('TIZHI_CERTIFICATE_COUNT', {
    where,
    what,
    given: canonicalJson(numbers.given),
    counted: canonicalJson(numbers.counted),
  }).failure;

/** The first number in a certificate that its own parts do not bear out. */
export function countProblem(certificate: Certificate): Failure | undefined {
  const { totals, verdict, reasons, devices } = certificate;
  for (const device of devices) {
    const problem = deviceProblem(device, certificate);
    if (problem !== undefined) return problem;
  }
  const counted = totalsOf(certificate);
  for (const what of Object.keys(counted) as (keyof typeof counted)[])
    if (totals[what] !== counted[what])
      return wrong('totals', what, { given: totals[what], counted: counted[what] });
  const reasonsCounted = reasonsOf(certificate);
  if (canonicalJson(reasons) !== canonicalJson(reasonsCounted))
    return wrong('certificate', 'reasons', { given: reasons, counted: reasonsCounted });
  const verdictCounted = verdictOf(counted, reasonsCounted);
  return verdict === verdictCounted
    ? undefined
    : wrong('certificate', 'verdict', { given: verdict, counted: verdictCounted });
}

function deviceProblem(device: WornDevice, certificate: Certificate): Failure | undefined {
  const { stored, heard, doubtful, unverified, missing, from, to } = device;
  const counted = stored + sumOf(missing);
  const where = device.device;
  if (heard !== counted) return wrong(where, 'heard', { given: heard, counted });
  if (doubtful > stored) return wrong(where, 'doubtful', { given: doubtful, counted: stored });
  if (unverified > stored) return wrong(where, 'unverified', { given: unverified, counted: stored });
  if (!(certificate.startedAt <= from && from < to && to <= certificate.until))
    return wrong(where, 'worn', { given: [from, to], counted: [certificate.startedAt, certificate.until] });
  return timesProblem(device, coveredBy(certificate.coverage));
}

function timesProblem(device: WornDevice, covered: number): Failure | undefined {
  const { device: where, stored, firstAt, lastAt, from, to, silences, awaited, gateways } = device;
  const heardAt = [firstAt, lastAt];
  const inOrder =
    stored === 0
      ? firstAt === null && lastAt === null && gateways.length === 0
      : firstAt !== null && lastAt !== null && from <= firstAt && firstAt <= lastAt && lastAt < to;
  if (!inOrder) return wrong(where, 'firstAt, lastAt', { given: heardAt, counted: stored });
  if (!followOneAnother(silences, device) || silences.some((each) => each.to > covered))
    return wrong(where, 'silences', { given: silences.length, counted: [from, Math.min(to, covered)] });
  if (!followOneAnother(awaited, device) || awaited.some((each) => each.from < covered))
    return wrong(where, 'awaited', { given: awaited.length, counted: [Math.max(from, covered), to] });
  const missingInOrder = device.missing.every(
    (loss, index) => loss.from <= loss.to && loss.from >= (device.missing[index - 1]?.from ?? 0),
  );
  return missingInOrder
    ? undefined
    : wrong(where, 'missing', { given: device.missing.length, counted: [from, to] });
}

const followOneAnother = (intervals: readonly Interval[], { from, to }: Interval): boolean =>
  intervals.every(
    (each, index) => each.from >= (intervals[index - 1]?.to ?? from) && each.from < each.to && each.to <= to,
  );
