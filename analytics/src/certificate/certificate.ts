import {
  type Binding,
  CERTIFICATE_FORMAT,
  type Certificate,
  type ClassId,
  type Coverage,
  type DeviceId,
  type GatewayId,
  type Instant,
  type LaneProof,
  type LessonId,
  NEIGHBOUR_MS,
  type SchoolId,
} from '@tizhi/contracts';
import { createDeviceTally, type DeviceTally, type StoredReading, type Wearing } from './device-tally.ts';
import { coveredBy, reasonsOf, totalsOf, verdictOf } from './verdict.ts';

/** The lesson that a certificate speaks of. */
export interface CertifiedLesson {
  readonly school: SchoolId;
  readonly lesson: LessonId;
  readonly class: ClassId;
  readonly startedAt: Instant;
  /** `null`: it goes on. */
  readonly endedAt: Instant | null;
  readonly bindings: readonly Binding[];
}

export type CertifiedReading = StoredReading & { readonly device: DeviceId };

/** Takes the stored readings of a lesson's devices, then says what became of what was heard. */
export interface CertificateDraft {
  /** The readings to give: `from` inclusive, `to` exclusive, of these devices, in the order of their times. */
  readonly reads: { readonly from: Instant; readonly to: Instant; readonly devices: DeviceId[] };
  /** The end of the time it speaks of. */
  readonly until: Instant;
  take(reading: CertifiedReading): void;
  /** Gateways that stored readings of these devices. */
  gateways(): ReadonlySet<GatewayId>;
  finish(lanes: readonly LaneProof[]): Certificate;
}

/** A gateway that has sent everything until this recently takes part in a lesson that goes on. */
const ALIVE_MS = 30_000;

/**
 * Begins a certificate. A lesson that goes on is certified until the moment up to which every gateway that is
 * there has sent all it heard.
 */
export function draftCertificate({
  lesson,
  coverage,
  issuedAt,
}: {
  readonly lesson: CertifiedLesson;
  readonly coverage: readonly Coverage[];
  readonly issuedAt: Instant;
}): CertificateDraft {
  const { school, startedAt, endedAt, bindings } = lesson;
  const until = endedAt ?? soFar(startedAt, coverage, issuedAt);
  const tallies = talliesOf(wearingsOf(bindings, startedAt, until));
  const gateways = new Set<GatewayId>();
  return {
    reads: { ...readsOf({ startedAt, endedAt, until, issuedAt }), devices: [...tallies.keys()] },
    until,
    take(reading) {
      gateways.add(reading.gateway);
      tallies.get(reading.device)?.take(reading);
    },
    gateways: () => gateways,
    finish(lanes) {
      const facts = {
        devices: [...tallies.values()].flatMap((tally) => tally.counts(coveredBy(coverage))),
        lanes: [...lanes],
        coverage: [...coverage].sort((a, b) => (a.gateway < b.gateway ? -1 : 1)),
        until,
      };
      const totals = totalsOf(facts);
      const reasons = reasonsOf(facts);
      return {
        format: CERTIFICATE_FORMAT,
        school,
        lesson: lesson.lesson,
        class: lesson.class,
        startedAt,
        endedAt,
        issuedAt,
        ...facts,
        totals,
        verdict: verdictOf(totals, reasons),
        reasons,
      };
    },
  };
}

function soFar(startedAt: Instant, coverage: readonly Coverage[], now: Instant): Instant {
  const there = coverage.flatMap(({ until }) => (until !== null && now - until <= ALIVE_MS ? [until] : []));
  return Math.max(startedAt, Math.min(now, ...there));
}

/** What to read: the lesson and its neighbourhood, but nothing that came after the certificate was issued. */
export const readsOf = ({
  startedAt,
  endedAt,
  until,
  issuedAt,
}: Pick<Certificate, 'startedAt' | 'endedAt' | 'until' | 'issuedAt'>): { from: Instant; to: Instant } => ({
  from: Math.max(0, startedAt - NEIGHBOUR_MS),
  to: endedAt === null ? until : Math.max(until, Math.min(until + NEIGHBOUR_MS, issuedAt)),
});

/** The bindings cut to the lesson, by device and time. */
function wearingsOf(bindings: readonly Binding[], startedAt: Instant, until: Instant): Wearing[] {
  return bindings
    .map(({ device, subject, from, to }) => ({
      device,
      subject,
      from: Math.max(from, startedAt),
      to: Math.min(to ?? until, until),
    }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => (a.device === b.device ? a.from - b.from : a.device < b.device ? -1 : 1));
}

/** One tally for each device. */
export function talliesOf(wearings: readonly Wearing[]): ReadonlyMap<DeviceId, DeviceTally> {
  const devices = [...new Set(wearings.map(({ device }) => device))];
  return new Map(
    devices.map((device) => [
      device,
      createDeviceTally(wearings.filter((wearing) => wearing.device === device)),
    ]),
  );
}
