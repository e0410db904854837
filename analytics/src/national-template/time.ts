/** A time that was read (whole seconds), or why it was not. */
export type TimeReading =
  | { readonly kind: 'time'; readonly seconds: number }
  | { readonly kind: 'not_a_time' | 'ambiguous' };

const NOT_A_TIME: TimeReading = { kind: 'not_a_time' };
const AMBIGUOUS: TimeReading = { kind: 'ambiguous' };

/**
 * Reads minutes and seconds as schools write them: `3'45"`, `3′45″`, `3’45`, `3:45`, `3分45秒`, and `3.45`, which
 * means 3 min 45 s and never 3.45 minutes. The seconds need two digits: a spreadsheet turns 3.50 into 3.5, and
 * `3.5` would then be 3'50" for one reader and 3'05" for another. A single digit alone is whole minutes (4.00
 * becomes 4). A longer whole number is seconds only where the heading says so: 225 could be meant as 2'25".
 */
export function readTime(text: string, inSeconds: boolean): TimeReading {
  const marked = text
    .replaceAll(/\s/g, '')
    .replaceAll(/[″“”〃ʺ]|秒/g, '"')
    .replaceAll(/[′’‘`´ʹ]|分钟?/g, "'")
    .replaceAll('。', '.');
  const minuteMark = /^(\d{1,2})[':](\d{2})["']{0,2}$/.exec(marked) ?? /^(\d{1,2})\.(\d{2})$/.exec(marked);
  if (minuteMark !== null) return timeOf(minuteMark[1], minuteMark[2]);
  // A spreadsheet's clock time: 0:03:45 is 3 min 45 s; 3:45 typed into a clock cell becomes 3:45:00.
  const clock = /^0{1,2}:(\d{1,2}):(\d{2})$/.exec(marked) ?? /^(\d{1,2}):(\d{2}):00$/.exec(marked);
  if (clock !== null) return timeOf(clock[1], clock[2]);
  if (/^\d{1,2}[.':]\d["']{0,2}$/.test(marked)) return AMBIGUOUS;
  if (/^\d$/.test(marked)) return timeOf(marked, '00');
  if (/^\d{2,3}(\.0)?$/.test(marked))
    return inSeconds ? { kind: 'time', seconds: Number(marked) } : AMBIGUOUS;
  return NOT_A_TIME;
}

function timeOf(minutes: string | undefined, seconds: string | undefined): TimeReading {
  if (Number(seconds) > 59) return NOT_A_TIME;
  return { kind: 'time', seconds: Number(minutes) * 60 + Number(seconds) };
}
