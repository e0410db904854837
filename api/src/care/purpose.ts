import { type AccountId, type Instant, ReadPurpose, TizhiError } from '@tizhi/contracts';
import type { RecordStore } from '@tizhi/storage';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

const Query = z.object({ purpose: ReadPurpose });

/**
 * A route's `preValidation`: whoever reads personal or health data says why. Throws `TIZHI_PURPOSE_NEEDED`,
 * which says what may be said.
 */
export async function requirePurpose(request: FastifyRequest): Promise<void> {
  if (!Query.safeParse(request.query).success)
    throw new TizhiError('TIZHI_PURPOSE_NEEDED', { purposes: ReadPurpose.options.join(', ') });
}

export interface ReadNote {
  readonly account: AccountId;
  /** What was read, such as `story`. */
  readonly what: string;
  /** Whose: a pseudonym, a class or the school. */
  readonly of: string;
  readonly purpose: ReadPurpose;
}

/** Notes a read before it is answered: where it cannot be noted, nothing is shown. */
export function readNotes({
  records,
  clock,
}: {
  readonly records: RecordStore;
  readonly clock: () => Instant;
}): (note: ReadNote) => Promise<void> {
  return ({ account, what, of, purpose }) =>
    records.audit.note({ at: clock(), account, action: `read.${what}`, detail: `${of} purpose=${purpose}` });
}
