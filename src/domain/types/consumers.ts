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
