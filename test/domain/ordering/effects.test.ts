/** What a call would take away from ordering, by its parameters and by how the venue is. */
import { effectOf, mayTakeOrdering, type Snapshot } from '../../../src/domain/ordering/effects.js';
import { CONNECTED, cloudOf, NOON, serviceOf } from '../venue/facts-of.js';

const minutesBefore = (minutes: number) => new Date(NOON.getTime() - minutes * 60_000);
const link = serviceOf('gateway-client');
const cloudSync = serviceOf('cloud-sync', { state: 'Stopped' });
const netpos = serviceOf('netpos');
const connected = cloudOf(CONNECTED);

/** For longer than a moment. */
const SILENT = { ...CONNECTED, state: 'disconnected', lastHeartbeatAt: minutesBefore(16) } as const;

const snapshot = (given: Partial<Snapshot> = {}): Snapshot => ({
  services: [link, cloudSync, netpos],
  cloud: connected,
  isLicensed: true,
  isSynced: false,
  ...given,
});
const stop = (Key: string) => ({ script: 'Stop-VenueHostService', parameters: { Key } });
const start = (Key: string) => ({ script: 'Start-VenueHostService', parameters: { Key } });
const stopped = (key: string, needed: string) => serviceOf(key, { state: 'Stopped', dependsOn: [needed] });
const synced = cloudOf(CONNECTED, { lastCompletedAt: NOON, job: undefined });

const INSTALL = { script: 'Install-CloudSync', parameters: {} };
const SEND = { takes: 'SEND', isCertain: true };
const NOTHING = { takes: 'NOTHING' };

it.each([
  ['a stop of NetPOS', stop('netpos'), snapshot(), NOTHING],
  ['a stop of Cloud Sync', stop('cloud-sync'), snapshot(), NOTHING],
  ['a stop of the gateway', stop('gateway-client'), snapshot(), { takes: 'LINK' }],
  [
    'a stop of what the gateway needs',
    stop('netpos'),
    snapshot({ services: [serviceOf('gateway-client', { dependsOn: ['netpos'] }), netpos] }),
    { takes: 'LINK' },
  ],
  [
    'a stop of a gateway that does not run',
    stop('gateway-client'),
    snapshot({ services: [serviceOf('gateway-client', { state: 'Stopped' })] }),
    NOTHING,
  ],
  [
    'a stop of a gateway that the cloud does not hear',
    stop('gateway-client'),
    snapshot({ cloud: cloudOf(SILENT) }),
    NOTHING,
  ],
  [
    'a stop of a gateway whose link is silent for a moment',
    stop('gateway-client'),
    snapshot({ cloud: cloudOf({ ...CONNECTED, state: 'disconnected' }) }),
    { takes: 'LINK' },
  ],
  [
    'a stop of a gateway that starts',
    stop('gateway-client'),
    snapshot({ services: [serviceOf('gateway-client', { state: 'StartPending' })], cloud: cloudOf(SILENT) }),
    { takes: 'LINK' },
  ],
  [
    'a restored credential of a link that has been silent since the new one was stored',
    { script: 'Restore-GatewayCredential', parameters: {} },
    snapshot({ cloud: cloudOf({ ...CONNECTED, state: 'disconnected' }), storedAt: NOON }),
    NOTHING,
  ],
  [
    'a restored credential of a link that worked with the new one a moment ago',
    { script: 'Restore-GatewayCredential', parameters: {} },
    snapshot({ cloud: cloudOf({ ...CONNECTED, state: 'disconnected' }), storedAt: minutesBefore(5) }),
    { takes: 'LINK' },
  ],
  [
    'a restored credential that is out of use already',
    { script: 'Restore-GatewayCredential', parameters: {} },
    snapshot({ isTakenBack: true }),
    NOTHING,
  ],
  [
    'a stop of a gateway while the cloud is away',
    stop('gateway-client'),
    snapshot({ cloud: undefined }),
    { takes: 'LINK' },
  ],
  [
    "a restored credential, while the cloud hears the gateway's new one",
    { script: 'Restore-GatewayCredential', parameters: {} },
    snapshot(),
    { takes: 'LINK' },
  ],
  [
    'a restored credential of a gateway that does not run',
    { script: 'Restore-GatewayCredential', parameters: {} },
    snapshot({ services: [serviceOf('gateway-client', { state: 'Stopped' })] }),
    NOTHING,
  ],
  [
    'a start of Cloud Sync that its operation knows as synced, while the cloud is away',
    start('cloud-sync'),
    snapshot({ cloud: undefined, isSynced: true }),
    NOTHING,
  ],
  ['a full send', { script: 'Register-SyncJob', parameters: {} }, snapshot(), SEND],
  ['a start of Cloud Sync that was never synced', start('cloud-sync'), snapshot(), SEND],
  [
    'a start of Cloud Sync while the cloud is away',
    start('cloud-sync'),
    snapshot({ cloud: undefined }),
    { takes: 'SEND', isCertain: false },
  ],
  ['a start of Cloud Sync that was synced', start('cloud-sync'), snapshot({ cloud: synced }), NOTHING],
  [
    'a start of Cloud Sync that runs',
    start('cloud-sync'),
    snapshot({ services: [serviceOf('cloud-sync')] }),
    NOTHING,
  ],
  ['a start of Cloud Sync without a license', start('cloud-sync'), snapshot({ isLicensed: false }), NOTHING],
  ['a start of NetPOS', start('netpos'), snapshot(), NOTHING],
  [
    'a start of what needs Cloud Sync by way of others',
    start('netpos'),
    snapshot({ services: [link, cloudSync, stopped('connect', 'cloud-sync'), stopped('netpos', 'connect')] }),
    SEND,
  ],
  [
    'a start of what needs a service that runs, although Cloud Sync has stopped under that',
    start('netpos'),
    snapshot({
      services: [
        link,
        cloudSync,
        serviceOf('connect', { dependsOn: ['cloud-sync'] }),
        stopped('netpos', 'connect'),
      ],
    }),
    NOTHING,
  ],
  [
    'a start in a circle',
    start('netpos'),
    snapshot({ services: [link, stopped('connect', 'netpos'), stopped('netpos', 'connect')] }),
    NOTHING,
  ],
  [
    'an uninstallation of Cloud Sync that the gateway needs',
    { script: 'Uninstall-CloudSync', parameters: {} },
    snapshot({ services: [serviceOf('gateway-client', { dependsOn: ['cloud-sync'] }), cloudSync] }),
    { takes: 'LINK' },
  ],
  [
    'an installation of Cloud Sync, whose package may start it',
    INSTALL,
    snapshot({ services: [link] }),
    SEND,
  ],
  [
    'an installation of Cloud Sync while the cloud is away',
    INSTALL,
    snapshot({ services: [link], cloud: undefined }),
    { takes: 'SEND', isCertain: false },
  ],
  [
    'an installation of Cloud Sync at a venue without a link',
    INSTALL,
    snapshot({ services: [link], cloud: cloudOf(SILENT) }),
    NOTHING,
  ],
  ['an installation of Cloud Sync that was synced', INSTALL, snapshot({ cloud: synced }), NOTHING],
])('%s', (_, call, given, effect) => {
  expect(mayTakeOrdering(call)).toBe(true);
  expect(effectOf(call, given)).toEqual(effect);
});

it('reads no facts for a script that takes nothing', () => {
  expect(mayTakeOrdering({ script: 'Save-GatewayCredential' })).toBe(false);
});
