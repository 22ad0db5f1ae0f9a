/** A place in a text, both counted from 1. */
export type TextPosition = { readonly line: number; readonly column: number };

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;
const SPACE = /[ \t\r\n]*/y;

/** Where a text stops being JSON; thrown inside this file only. */
class Fault extends Error {
  readonly at: number;

  constructor(at: number) {
    super();
    this.at = at;
  }
}

/**
 * Finds where a text stops being JSON (RFC 8259). The engine's own messages are no help: some
 * have no position, and some repeat the text.
 *
 * @returns the first character that cannot stand where it is, or null where the text is JSON
 */
export function jsonFault(text: string): TextPosition | null {
  try {
    const end = space(text, value(text, space(text, 0)));
    if (end < text.length) throw new Fault(end);
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const lines = text.slice(0, error.at).split('\n');
    return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  }
}

/** Each of these takes where its part of the text begins and returns where it ends. */
function value(text: string, at: number): number {
  if (text[at] === '{') return list(text, at, '}', pair);
  if (text[at] === '[') return list(text, at, ']', value);
  return text[at] === '"' ? token(STRING, text, at) : token(SCALAR, text, at);
}

function pair(text: string, at: number): number {
  const colon = space(text, token(STRING, text, at));
  if (text[colon] !== ':') throw new Fault(colon);
  return value(text, space(text, colon + 1));
}

function list(text: string, open: number, close: string, item: typeof value): number {
  let at = space(text, open + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    at = space(text, item(text, at));
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') throw new Fault(at);
    at = space(text, at + 1);
  }
}

function space(text: string, at: number): number {
  return token(SPACE, text, at);
}

function token(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  if (!pattern.test(text)) throw new Fault(at);
  return pattern.lastIndex;
}
