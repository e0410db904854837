/** Words of bodies and abilities that children tease each other with. Never complete: a teacher still reads the label. */
const UNKIND =
  /[胖肥瘦矮丑笨傻懒蠢猪]|竹竿|豆芽|小个子|慢吞吞|倒数|\b(?:fat|fatty|chubby|skinny|tiny|short|ugly|slow|lazy|stupid|dumb|loser|pig)\b/iu;

/** The word of a label that speaks of a body or an ability; `undefined`: none is known to. */
export const unkindWordIn = (label: string): string | undefined => UNKIND.exec(label)?.[0];

/** Surnames of two characters that pupils bear most; after them the given name begins one later. */
const DOUBLE_SURNAMES = [
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '司徒',
  '皇甫',
  '令狐',
  '尉迟',
  '长孙',
  '慕容',
  '东方',
  '公孙',
];

/**
 * Whether a text shows somebody's name: the whole of it, in the other order, or a given name of two characters or
 * more by itself. A given name of one character is a word like others and counts only beside its surname.
 */
export function showsName(text: string, fullName: string): boolean {
  const name = fullName.replaceAll(/[\s·]/g, '');
  if (name.length < 2) return false;
  const plain = text.replaceAll(/[\s·]/g, '').toLowerCase();
  const surname = DOUBLE_SURNAMES.find((double) => name.startsWith(double)) ?? name.slice(0, 1);
  const given = name.slice(surname.length);
  const parts = [name, given + surname, ...(given.length >= 2 ? [given] : [])];
  return parts.some((part) => plain.includes(part.toLowerCase()));
}
