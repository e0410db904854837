/** The columns that a text takes on a terminal: a Chinese character takes two. */
export const widthOf = (text: string): number =>
  [...text].reduce(
    (width, sign) => width + (/[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(sign) ? 2 : 1),
    0,
  );

/** The text with spaces behind it up to a width, one at least. */
export const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(1, width - widthOf(text)));
