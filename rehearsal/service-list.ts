/** The seven services of the seed venue, in the order in which a boot starts them: the watchdog last. */
export const SERVICES = [
  service('sales-processing', 'Sales Processing', 'Automatic'),
  service('connect', 'Connect', 'Automatic'),
  service('end-of-day', 'End of Day', 'Automatic', { dependsOn: ['sales-processing'] }),
  service('netpos', 'NetPOS', 'Automatic', { dependsOn: ['connect'] }),
  service('gateway-client', 'Gateway Client', 'Manual'),
  service('cloud-sync', 'Cloud Sync', 'Manual', { installed: false }),
  service('services-monitor', 'Services Monitor', 'Automatic'),
] as const;

export type ServiceKey = (typeof SERVICES)[number]['key'];

/** True for one of the seven keys. */
export function isServiceKey(text: string | undefined): text is ServiceKey {
  return SERVICES.some((known) => known.key === text);
}

function service<const Key extends string>(
  key: Key,
  displayName: string,
  startMode: 'Automatic' | 'Manual',
  more: { readonly installed?: boolean; readonly dependsOn?: readonly string[] } = {},
) {
  return { key, displayName, startMode, version: '10.58.0', installed: true, dependsOn: [], ...more } as {
    readonly key: Key;
    readonly displayName: string;
    readonly startMode: 'Automatic' | 'Manual';
    readonly version: string;
    readonly installed: boolean;
    readonly dependsOn: readonly string[];
  };
}
