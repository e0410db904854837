import type { Misfit, Span } from './layout.ts';
import { unescapeText } from './marker.ts';

/** A piece of a line: fixed text, or a field by its name with an optional width in characters. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string; readonly width: number | undefined };

const FIELD = /^\{([a-z][a-zA-Z0-9]*)(?::(\d{1,3}))?\}/;

/**
 * Reads a pattern such as `JUMP,{tag},{value},cm`. `{{` and `}}` are literal braces. Two fields in a row
 * need a width on the first, so that there is one way to read a line and no search for it. Returns the
 * tokens, or what is wrong in words.
 */
export function parsePattern(pattern: string): readonly Token[] | string {
  const tokens: Token[] = [];
  let text = '';
  const endText = (): void => {
    if (text !== '') tokens.push({ kind: 'text', text: unescapeText(text) });
    text = '';
  };
  for (let at = 0; at < pattern.length; ) {
    const pair = pattern.slice(at, at + 2);
    const field = FIELD.exec(pattern.slice(at, at + 64));
    if (pair === '{{' || pair === '}}') {
      text += pair[0];
      at += 2;
    } else if (field !== null) {
      endText();
      const [whole, name = '', width] = field;
      const previous = tokens.at(-1);
      if (previous?.kind === 'field' && previous.width === undefined) {
        return `nothing separates {${previous.name}} from {${name}}: put the text between them, or a width as in {${previous.name}:6}`;
      }
      tokens.push({ kind: 'field', name, width: width === undefined ? undefined : Number(width) });
      at += whole.length;
    } else if (pair[0] === '{' || pair[0] === '}') {
      return `the brace at character ${at + 1} belongs to no field: write a field as {name} or {name:6}, a brace as {{ or }}`;
    } else {
      text += pair[0];
      at += 1;
    }
  }
  endText();
  return tokens;
}

/** The text of each field of a line, in order, or `undefined` where the line does not fit. */
export function matchPattern(tokens: readonly Token[], line: string): readonly string[] | undefined {
  const spans = matchSpans(tokens, line);
  return 'misfit' in spans ? undefined : spans.map(({ from, to }) => line.slice(from, to));
}

/**
 * Where each field of a line lies, in order, or what the line lacks. A field reaches to the first occurrence of the text
 * behind it. One pass: no backtracking, time linear in the line.
 */
export function matchSpans(tokens: readonly Token[], line: string): readonly Span[] | Misfit {
  const spans: Span[] = [];
  let at = 0;
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'text') {
      if (!line.startsWith(token.text, at)) return { misfit: 'text', expected: token.text, at };
      at += token.text.length;
      continue;
    }
    const next = tokens[i + 1];
    let end = line.length;
    if (token.width !== undefined) end = at + token.width;
    else if (next?.kind === 'text') end = line.indexOf(next.text, at);
    if (end < at && next?.kind === 'text') return { misfit: 'text', expected: next.text, at };
    if (end > line.length) return { misfit: 'length', needed: end, found: line.length };
    spans.push({ from: at, to: end });
    at = end;
  }
  return at === line.length ? spans : { misfit: 'rest', at };
}
