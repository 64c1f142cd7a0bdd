/** T-SQL as tokens. Comments and blanks are gone; a name in brackets or quotes never is a keyword. */
import { SqlRefusal } from './refusal.js';

export interface Token {
  readonly kind: 'name' | 'quoted' | 'text' | 'number' | 'variable' | 'sign' | 'end';
  /** A name, text or variable without what it is quoted by. */
  readonly value: string;
  /** Where it stands in the batch. */
  readonly from: number;
  readonly to: number;
}

const forms: readonly (readonly [Token['kind'] | 'blank', RegExp])[] = [
  ['blank', /\s+|--[^\n]*|\/\*[\s\S]*?\*\//y],
  ['quoted', /\[(?:[^\]]|\]\])*\]|"(?:[^"]|"")*"/y],
  ['text', /N?'(?:[^']|'')*'/iy],
  ['number', /0x[0-9a-f]*|\d+(?:\.\d+)?(?:e[+-]?\d+)?/iy],
  ['variable', /@@?[\p{L}\p{N}_#$]+/uy],
  ['name', /[\p{L}_#][\p{L}\p{N}_#$@]*/uy],
  ['sign', /<>|<=|>=|!=|::|[-+*/%=<>(),.;&|^~]/y],
];

export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < sql.length; ) {
    const found = matchAt(sql, at);
    if (found === undefined)
      throw new SqlRefusal(102, `Incorrect syntax near '${sql.slice(at, at + 20)}'.`, 15);
    const { kind, text } = found;
    if (kind !== 'blank') tokens.push({ kind, value: plain(kind, text), from: at, to: at + text.length });
    at += text.length;
  }
  return tokens;
}

function matchAt(sql: string, at: number): { kind: Token['kind'] | 'blank'; text: string } | undefined {
  for (const [kind, pattern] of forms) {
    pattern.lastIndex = at;
    const text = pattern.exec(sql)?.[0];
    if (text) return { kind, text };
  }
  return undefined;
}

function plain(kind: Token['kind'] | 'blank', text: string): string {
  if (kind === 'text') return text.slice(text.indexOf("'") + 1, -1).replaceAll("''", "'");
  if (kind !== 'quoted') return text;
  const mark = text.at(-1) ?? '';
  return text.slice(1, -1).replaceAll(mark + mark, mark);
}
