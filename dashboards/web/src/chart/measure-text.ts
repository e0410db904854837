import { ITEMS, type Language, UNITS, type WarningEvidence } from '@tizhi/contracts';

type Measure = WarningEvidence['measure'];

/** Items that the standard writes in minutes and seconds. */
const LONG_RUNS: ReadonlySet<string> = new Set(['shuttle_50m_x8', 'run_800m', 'run_1000m']);

const isItem = (measure: Measure): measure is Measure & keyof typeof ITEMS => measure in ITEMS;

/** A measure's name, where it is an item. */
export const itemName = (measure: Measure, language: Language): string | null =>
  isItem(measure) ? ITEMS[measure][language] : null;

/** A number of a measure as a teacher writes it, without its unit: `3'45"`, `8.1`, `1.5`. */
export function measureText(measure: Measure, value: number): string {
  if (LONG_RUNS.has(measure)) {
    const seconds = Math.round(value);
    return `${Math.floor(seconds / 60)}'${String(seconds % 60).padStart(2, '0')}"`;
  }
  if (isItem(measure)) return value.toFixed(ITEMS[measure].decimals);
  return measure === 'blood_pressure' ? value.toFixed(0) : String(Number(value.toFixed(1)));
}

/** A number with its unit in the reader's language. `unit` is the evidence's own. */
export function measureWithUnit(
  { measure, unit }: Pick<WarningEvidence, 'measure' | 'unit'>,
  value: number,
  language: Language,
): string {
  const text = measureText(measure, value);
  if (LONG_RUNS.has(measure)) return text;
  const named = unit in UNITS ? UNITS[unit as keyof typeof UNITS][language] : unit;
  return named === '' ? text : `${text} ${named}`;
}

/** In which direction a measure gets better, for drawing: the better end is on top. */
export const topOf = (measure: Measure): 'high' | 'low' =>
  isItem(measure) && ITEMS[measure].unit === 's' ? 'low' : 'high';
