/** What a caller says it is, for the audit: our own clients name themselves, others have a user agent. A claim, and no proof. */

/** Of our own clients: `console`, `IDE`, `PowerShell module`. On a socket, `client` beside the token. */
export const CLIENT_HEADER = 'x-venue-control-client';
const LONGEST = 100;

/** One line of printable ASCII, 100 characters at most; undefined when it says nothing. */
export function clientNameOf(named: unknown, userAgent: string | undefined): string | undefined {
  const said = typeof named === 'string' && named !== '' ? named : userAgent;
  return said?.slice(0, LONGEST).replaceAll(/[^\x20-\x7e]/g, '?') || undefined;
}
