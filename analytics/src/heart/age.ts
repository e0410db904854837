/** Schools of the national standard keep China time, UTC+8, all year. */
const CHINA_OFFSET_MS = 8 * 3_600_000;

/**
 * Completed years of age at an instant (epoch ms), by the calendar of China time (UTC+8). The birth date is
 * `yyyy-mm-dd`; `undefined` where it is no calendar date or lies in the future. A child born on 29 February
 * completes the year on 1 March where there is no such day.
 */
export function ageInYears(birthDate: string, at: number): number | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(birthDate);
  if (parts === null) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const birth = new Date(Date.UTC(year, month - 1, day));
  if (birth.getUTCMonth() !== month - 1 || birth.getUTCDate() !== day) return undefined;
  const today = new Date(at + CHINA_OFFSET_MS);
  const beforeBirthday =
    today.getUTCMonth() < month - 1 || (today.getUTCMonth() === month - 1 && today.getUTCDate() < day);
  const age = today.getUTCFullYear() - year - (beforeBirthday ? 1 : 0);
  return age < 0 ? undefined : age;
}
