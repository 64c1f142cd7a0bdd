/**
 * Heartbeats of Gateway Client and Cloud Sync: what keeps them back, what they come to, and what is reported
 * of that.
 */
import type { Faults, LogEvent } from './records.js';
import type { ServiceKey } from './service-keys.js';

export const BEAT_MS = 1000;
export const NO_ANSWER = 'no answer from the cloud';

/** Why a service sends none; undefined: it does. */
export function whySilent(hasCredential: boolean, faults: Faults): string | undefined {
  if (!hasCredential) return 'no credential: the venue is not onboarded';
  return faults['link'] === 'down' ? 'link down' : undefined;
}

/** `code`: of the cloud's refusal; undefined: it took the heartbeat. */
export function outcomeOf(code: string | undefined): string {
  return code === undefined ? 'connected' : `refused with ${code}`;
}

/**
 * When the outcome changes: an event under the service's own name. What the cloud answered about the
 * onboarding is also under swiftpos' own source, where support searches for it.
 */
export function linkEvents(
  { key, displayName }: { readonly key: ServiceKey; readonly displayName: string },
  outcome: string,
): readonly Omit<LogEvent, 'at'>[] {
  const isUp = outcome === 'connected';
  const level = isUp ? 'INFORMATION' : 'WARNING';
  const message = `The link to swiftpos Cloud is ${isUp ? 'up' : `down: ${outcome}`}.`;
  const own = { level, source: displayName, eventId: isUp ? 100 : 101, message, service: key } as const;
  if (key !== 'gateway-client') return [own];
  const line = { source: 'swiftpos SQL Application', service: key } as const;
  if (isUp) {
    const known = 'Cloud Onboarding: swiftpos Cloud knows this venue and its server.';
    return [own, { ...line, level: 'INFORMATION', eventId: 1001, message: known }];
  }
  if (!outcome.startsWith('refused')) return [own];
  return [
    own,
    { ...line, level: 'ERROR', eventId: 1002, message: `Cloud Onboarding: swiftpos Cloud ${outcome}.` },
  ];
}
