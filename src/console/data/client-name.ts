/** What the audit says the console is. */
export const CLIENT = 'console';
export const CLIENT_HEADER = { 'x-venue-control-client': CLIENT };
