/** Where the help, which this server itself has, says something about it. */

/** Sections of docs/reference/console.md that aren't called as their view is. */
const SECTIONS: Readonly<Record<string, string>> = { security: 'clerk-security', tokens: 'access-tokens' };

/** The part of the help that a view of the console has; the whole of it for what is none. */
export function helpOf(view: string): string {
  return `/help/console#${SECTIONS[view] ?? view}`;
}

/** An error code's line in the catalogue. */
export function helpOfCode(code: string): string {
  return `/help/errors#${code}`;
}
