/**
 * The Windows services of a swiftpos server, and the words that PowerShell has for them: the one table of each. The API's enums, the
 * plans and the views are made of these. PowerShell and the rehearsal read the services from the same file; a test compares the other words.
 */
import services from '../../../scripts/services/Services.json' with { type: 'json' };

export type ServiceKey = keyof typeof services;

interface ServiceFacts {
  readonly key: ServiceKey;
  /** What people call it. */
  readonly name: string;
  /** It is part of the cloud link: onboarding and resync need it and suspend it. */
  readonly isLink: boolean;
  /** What it serves besides the cloud's consumers (public help). */
  readonly alsoServes: readonly string[];
}

/** In the order of the API. */
export const SERVICE_KEYS = Object.keys(services) as readonly ServiceKey[];

export const SERVICES: readonly ServiceFacts[] = SERVICE_KEYS.map((key) => ({ key, ...services[key] }));

export const LINK_SERVICES: readonly ServiceKey[] = SERVICE_KEYS.filter((key) => services[key].isLink);

export function isServiceKey(text: string): text is ServiceKey {
  return Object.hasOwn(services, text);
}

/** As a person reads it. A key of a newer version is its own name. */
export function serviceName(key: string): string {
  return isServiceKey(key) ? services[key].name : key;
}

/** Everything that stops when this service does. */
export function servedBy(key: string): readonly string[] {
  const own: readonly string[] = isServiceKey(key) ? services[key].alsoServes : [];
  return [...consumersOf(key), ...own];
}

/** What PowerShell says of a service's state -> what the API says. */
export const SERVICE_STATES = {
  Running: 'RUNNING',
  Stopped: 'STOPPED',
  StartPending: 'START_PENDING',
  StopPending: 'STOP_PENDING',
  Paused: 'PAUSED',
  Missing: 'NOT_INSTALLED',
  Unknown: 'UNKNOWN',
} as const;
export type HostState = keyof typeof SERVICE_STATES;
export type ServiceStatus = (typeof SERVICE_STATES)[HostState];
export const HOST_STATES = Object.keys(SERVICE_STATES) as readonly HostState[];

/** As a person reads it in a sentence; PowerShell says the same while it waits (Wait-HostService.ps1). */
export const HOST_STATES_IN_WORDS: Readonly<Record<HostState, string>> = {
  Running: 'running',
  Stopped: 'stopped',
  StartPending: 'starting',
  StopPending: 'stopping',
  Paused: 'paused',
  Missing: 'not installed',
  Unknown: 'not known',
};

/** What PowerShell calls a start mode -> what the API does. */
export const START_MODES = {
  Automatic: 'AUTOMATIC',
  AutomaticDelayed: 'AUTOMATIC_DELAYED',
  Manual: 'MANUAL',
  Disabled: 'DISABLED',
} as const;
export type HostStartMode = keyof typeof START_MODES;
export type StartMode = (typeof START_MODES)[HostStartMode];
export const HOST_START_MODES = Object.keys(START_MODES) as readonly HostStartMode[];

/** As a person reads it. */
export const START_MODES_IN_WORDS: Readonly<Record<StartMode, string>> = {
  AUTOMATIC: 'Automatic',
  AUTOMATIC_DELAYED: 'Automatic (Delayed Start)',
  MANUAL: 'Manual',
  DISABLED: 'Disabled',
};

/** PowerShell's word for one of the API's. */
export function hostStartMode(startMode: StartMode): HostStartMode {
  const found = HOST_START_MODES.find((word) => START_MODES[word] === startMode);
  if (!found) throw new Error(`No start mode ${startMode}`);
  return found;
}

/** What depends on the cloud link, by which service, and whether it works while all data is sent (public help). */
export interface Consumer {
  readonly name: string;
  /** Keys of the services that it needs. */
  readonly servedBy: readonly string[];
  /** While a first sync or a resync sends everything: swiftpos' page names those that are off "for example", so of the others nothing is known. */
  readonly duringSend: 'OFF' | 'UNKNOWN';
}

export const CONSUMERS: readonly Consumer[] = [
  { name: 'OrderAway', servedBy: ['gateway-client'], duringSend: 'OFF' },
  { name: 'TouchMini', servedBy: ['gateway-client'], duringSend: 'OFF' },
  { name: 'Third-party ordering', servedBy: ['gateway-client'], duringSend: 'UNKNOWN' },
  { name: 'Doshii', servedBy: ['cloud-sync'], duringSend: 'UNKNOWN' },
  { name: 'Cloud BackOffice Analytics', servedBy: ['cloud-sync'], duringSend: 'OFF' },
  { name: 'SwiftAPI', servedBy: ['gateway-client'], duringSend: 'UNKNOWN' },
];

/** Names of the consumers that a service serves. */
export function consumersOf(serviceKey: string): readonly string[] {
  return CONSUMERS.filter(({ servedBy }) => servedBy.includes(serviceKey)).map(({ name }) => name);
}

export const UNAVAILABLE_DURING_SEND: readonly string[] = CONSUMERS.filter(
  ({ duringSend }) => duringSend === 'OFF',
).map(({ name }) => name);

/** Without these a guest can't order. */
export const ORDERING: readonly string[] = ['OrderAway', 'TouchMini', 'Third-party ordering'];
