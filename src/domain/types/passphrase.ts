import { isPlainText } from './plain-text.js';

export const PASSPHRASE_EXPECTED = 'must be 12 to 200 characters of text on one line';

/** Long enough for what may be tried without end, by anyone who has the file. */
export function isPassphrase(text: string): boolean {
  const typed = text.trim();
  return typed.length >= 12 && typed.length <= 200 && !/[\r\n\t]/.test(typed) && isPlainText(typed);
}
