/** What an authentication code may look like. swiftpos publishes no more than that it is in the e-mail: a site that knows its length says so. */
import type { Settings } from './settings.js';

export interface CodeShape {
  /** Regular expression for a complete code. */
  readonly pattern: string;
  /** In words, after "A code has": "8 characters: letters, digits and hyphens". */
  readonly words: string;
}

/** The widest that is ever taken for a code. */
export const CODE_PATTERN = '[A-Za-z0-9-]{1,64}';

export function codeShape({ codeLength }: Pick<Settings, 'codeLength'>): CodeShape {
  return codeLength === 0
    ? { pattern: CODE_PATTERN, words: 'letters, digits and hyphens' }
    : {
        pattern: `[A-Za-z0-9-]{${codeLength}}`,
        words: `${codeLength} characters: letters, digits and hyphens`,
      };
}

export function isCode(text: string, { pattern }: CodeShape): boolean {
  return new RegExp(`^(?:${pattern})$`).test(text);
}
