/** What depends on the cloud link, by which service, and whether it works while all data is sent (public help). */
export interface Consumer {
  readonly name: string;
  /** Keys of the services that it needs. */
  readonly servedBy: readonly string[];
  /** Unavailable while a first sync or a resync sends everything. */
  readonly stopsDuringSend: boolean;
}

export const CONSUMERS: readonly Consumer[] = [
  { name: 'OrderAway', servedBy: ['gateway-client'], stopsDuringSend: true },
  { name: 'TouchMini', servedBy: ['gateway-client'], stopsDuringSend: true },
  { name: 'Third-party ordering', servedBy: ['gateway-client'], stopsDuringSend: false },
  { name: 'Doshii', servedBy: ['cloud-sync'], stopsDuringSend: false },
  { name: 'Cloud BackOffice Analytics', servedBy: ['cloud-sync'], stopsDuringSend: true },
  { name: 'SwiftAPI', servedBy: ['gateway-client'], stopsDuringSend: false },
];

/** Names of the consumers that a service serves. */
export function consumersOf(serviceKey: string): readonly string[] {
  return CONSUMERS.filter(({ servedBy }) => servedBy.includes(serviceKey)).map(({ name }) => name);
}

export const UNAVAILABLE_DURING_SEND: readonly string[] = CONSUMERS.filter(
  ({ stopsDuringSend }) => stopsDuringSend,
).map(({ name }) => name);
