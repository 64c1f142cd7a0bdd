/** Characters that make a text read differently from what it is: anyone who types one is refused, and a reader sees its number. */

/** C0 but tab and line ends, DEL, C1, line and paragraph separators, bidi embeddings, overrides and isolates, halves of a pair. */
const DECEIVING =
  '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ufff9-\\ufffb\\p{Cs}';
const ONE = new RegExp(`[${DECEIVING}]`, 'u');
const EACH = new RegExp(`[${DECEIVING}]`, 'gu');

/** What no one sees. What joins letters and pictures is welcome between them (Persian, families), not alone. */
const REDACTED = /[[\p{Cf}\p{Default_Ignorable_Code_Point}]--[\p{Join_Control}\p{Variation_Selector}]]/v;
const ONLY_JOINS =
  /^[\s\p{Join_Control}\p{Variation_Selector}]*[\p{Join_Control}\p{Variation_Selector}]\s*$/u;

/** Lines and tabs are welcome. */
export function isPlainText(text: string): boolean {
  return !ONE.test(text) && !REDACTED.test(text) && !ONLY_JOINS.test(text);
}

/** The same text, with what can't be seen in it written as its number: \u202e. */
export function visible(text: string): string {
  return ONE.test(text) ? text.replace(EACH, numberOf) : text;
}

function numberOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

export const PASSPHRASE_EXPECTED = 'must be 12 to 200 characters of text on one line';

/** Long enough for what may be tried without end, by anyone who has the file. */
export function isPassphrase(text: string): boolean {
  const typed = text.trim();
  return typed.length >= 12 && typed.length <= 200 && !/[\r\n\t]/.test(typed) && isPlainText(typed);
}
