import { ReadPurpose, type Role } from '@tizhi/contracts';

/** Why each role usually reads a pupil's page. */
const USUAL = { nurse: 'care', teacher: 'teaching', admin: 'report' } as const satisfies Record<
  Role,
  ReadPurpose
>;

export const usualPurpose = (role: Role): ReadPurpose => USUAL[role];

/** The purpose that an address names, else the role's usual one. */
export const purposeOf = (wanted: string | null, role: Role): ReadPurpose =>
  ReadPurpose.safeParse(wanted).data ?? usualPurpose(role);
