/** China keeps UTC+8 all year. */
const CHINA_OFFSET_MS = 8 * 3_600_000;

/** The day in China at a moment (epoch ms), ISO date. */
export const dateInChina = (at: number): string => new Date(at + CHINA_OFFSET_MS).toISOString().slice(0, 10);
