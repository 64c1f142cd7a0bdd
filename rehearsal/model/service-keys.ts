/** The services of a venue's server, in the order in which a boot starts them, and what each is like. */
import services from '../../scripts/services/Services.json' with { type: 'json' };

export type ServiceKey = keyof typeof services;

const isLink = (key: ServiceKey) => Number(services[key].isLink);

/** A boot starts the services of the cloud link last, each group in the order of the file. */
export const SERVICE_KEYS: readonly ServiceKey[] = (Object.keys(services) as ServiceKey[]).sort(
  (one, other) => isLink(one) - isLink(other),
);

export function displayNameOf(key: ServiceKey): string {
  return services[key].name;
}

export function isServiceKey(text: string | undefined): text is ServiceKey {
  return SERVICE_KEYS.some((key) => key === text);
}

export type StartMode = 'Automatic' | 'AutomaticDelayed' | 'Manual' | 'Disabled';
export type ServiceStatus = 'Running' | 'Stopped' | 'StartPending' | 'StopPending' | 'Paused';

export interface ServiceState {
  readonly key: ServiceKey;
  readonly displayName: string;
  dependsOn: readonly ServiceKey[];
  installed: boolean;
  state: ServiceStatus;
  /** When it got into this state. */
  since: number;
  startMode: StartMode;
  version: string;
  processId: number | null;
  /** When its process began, by the machine's clock. */
  startedAt: number | null;
  /** 0 in order, 1053 no response, 1067 died, 1068 a dependency did not start, 1077 never started. */
  exitCode: number;
  /** End of a StartPending or StopPending. */
  readyAt: number;
  /** Asked to stop, and a fault makes it ignore that. */
  stopAsked: boolean;
  /** Start after a boot that is still to come. */
  bootAt: number | null;
  /** Who started it last, and who stopped it last. */
  startedBy: string;
  stoppedBy: string;
  /** What a Windows cluster calls it; null: no cluster runs it. */
  clusterResource: string | null;
}
