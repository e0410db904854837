import type { Certificate, CertificateReason, Coverage, Instant, Verdict } from '@tizhi/contracts';
import { sumOf } from './device-tally.ts';
import { messagesIn } from './lane-proof.ts';

type Facts = Pick<Certificate, 'devices' | 'lanes' | 'coverage' | 'until'>;

/** Until when everything that any gateway heard has arrived; 0 where one of them is silent. */
export const coveredBy = (coverage: readonly Coverage[]): Instant =>
  coverage.length === 0 ? 0 : Math.min(...coverage.map(({ until }) => until ?? 0));

/** What the parts of a certificate add up to. */
export function totalsOf({ devices, lanes }: Pick<Facts, 'devices' | 'lanes'>): Certificate['totals'] {
  const sum = (of: (device: Certificate['devices'][number]) => number): number =>
    devices.reduce((total, device) => total + of(device), 0);
  return {
    devices: devices.length,
    heard: sum(({ heard }) => heard),
    stored: sum(({ stored }) => stored),
    doubtful: sum(({ doubtful }) => doubtful),
    missing: sum(({ missing }) => sumOf(missing)),
    messages: lanes.reduce((total, { runs }) => total + messagesIn(runs), 0),
    givenUp: lanes.reduce((total, { gaps }) => total + messagesIn(gaps), 0),
  };
}

/** Why it cannot be said that nothing is missing. */
export function reasonsOf({ devices, lanes, coverage, until }: Facts): CertificateReason[] {
  const chained = new Set(lanes.filter(({ runs }) => runs.length > 0).map(({ gateway }) => gateway));
  const holds: Record<CertificateReason, boolean> = {
    awaited: devices.length > 0 && coveredBy(coverage) < until,
    gap: lanes.some(({ gaps }) => gaps.length > 0),
    restarted: devices.some(({ restarts }) => restarts.length > 0),
    unchained: devices.some(({ gateways }) => gateways.some((gateway) => !chained.has(gateway))),
  };
  return (Object.keys(holds) as CertificateReason[]).filter((reason) => holds[reason]);
}

/** The certificate in a word; see `Verdict`. */
export function verdictOf(
  { missing, doubtful }: Certificate['totals'],
  reasons: readonly unknown[],
): Verdict {
  if (missing > 0) return 'missing';
  if (reasons.length > 0) return 'uncertain';
  return doubtful > 0 ? 'doubtful' : 'complete';
}
