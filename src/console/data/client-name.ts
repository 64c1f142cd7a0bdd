/** What the audit says this page is. */
export const CLIENT = globalThis.location?.pathname === '/ide' ? 'IDE' : 'console';
export const CLIENT_HEADER = { 'x-venue-control-client': CLIENT };
/** No one has touched the page for a while: what it asks then is asked automatically, and is no use of its session. */
export const UNATTENDED_HEADER = { 'x-venue-control-unattended': '1' };
