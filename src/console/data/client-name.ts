/** What the audit says this page is. */
export const CLIENT = globalThis.location?.pathname === '/ide' ? 'IDE' : 'console';
export const CLIENT_HEADER = { 'x-venue-control-client': CLIENT };
/** Nobody has touched the page for a while: what it asks then is asked by itself, and is no use of its session. */
export const UNATTENDED_HEADER = { 'x-venue-control-unattended': '1' };
