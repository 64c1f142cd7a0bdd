/** Scenes about sync jobs and locations. */
import {
  type Call,
  idOf,
  install,
  isConnected,
  job,
  jobIs,
  LAST_JOB,
  redeem,
  register,
  removeFirst,
  requestCode,
  type Scene,
  save,
  savePackage,
  start,
  states,
  stop,
  VENUE,
  venue,
} from '../scene.js';

const JOB = idOf(10);
const OTHER_JOB = idOf(11);

function enable(locationId: string): Call {
  return { call: 'Enable-CloudLocation', with: { ...VENUE, LocationId: locationId } };
}

const onboardUntilSaved: readonly Call[] = [requestCode, redeem(idOf(1)), save(idOf(1))];

const installed: readonly Call[] = [savePackage, install];

export const syncScenes: readonly Scene[] = [
  {
    name: 'sync jobs and locations before there is a credential',
    from: 'seeded',
    steps: [register(JOB), job('Get', JOB), job('Remove', JOB), removeFirst, enable('1')],
  },
  {
    name: 'a full send is registered, read and withdrawn',
    from: 'onboarded',
    steps: [
      job('Get', JOB),
      job('Remove', JOB),
      register(JOB),
      register(JOB),
      register(OTHER_JOB),
      job('Get', JOB),
      venue,
      removeFirst,
      job('Remove', JOB),
      job('Remove', JOB),
      register(JOB),
      register(OTHER_JOB),
      venue,
    ],
  },
  {
    name: 'a full send is completed, and is over',
    from: 'onboarded',
    steps: [
      register(JOB),
      start('cloud-sync'),
      jobIs('COMPLETED'),
      job('Get', JOB),
      job('Remove', JOB),
      register(JOB),
      removeFirst,
    ],
  },
  {
    name: 'an open first sync is withdrawn when Cloud Sync does not send it',
    from: 'seeded',
    steps: [
      ...onboardUntilSaved,
      removeFirst,
      ...installed,
      { faults: { sync: 'stall' } },
      start('cloud-sync'),
      jobIs('EXPECTED'),
      removeFirst,
      register(JOB),
      stop('cloud-sync'),
      { ...removeFirst, with: { ...VENUE, Before: LAST_JOB } },
      { ...removeFirst, with: { ...VENUE, Before: JOB } },
      removeFirst,
      job('Remove', LAST_JOB),
      venue,
      start('cloud-sync'),
      jobIs('EXPECTED'),
      { faults: { sync: 'refuses-withdrawal' } },
      job('Remove', LAST_JOB),
      { call: 'Uninstall-CloudSync' },
      states('cloud-sync'),
      venue,
    ],
  },
  {
    name: 'a first sync is withdrawn by a credential that is stored and not in use',
    from: 'seeded',
    steps: [
      ...onboardUntilSaved,
      ...installed,
      { faults: { sync: 'stall' } },
      start('cloud-sync'),
      jobIs('EXPECTED'),
      stop('cloud-sync'),
      { call: 'Restore-GatewayCredential', with: { RedemptionId: idOf(1) } },
      job('Remove', LAST_JOB),
      removeFirst,
      venue,
    ],
  },
  {
    name: 'a first sync fails at half, and begins again',
    from: 'seeded',
    nightly: true,
    steps: [
      ...onboardUntilSaved,
      ...installed,
      { faults: { sync: 'fail-at-50' } },
      start('cloud-sync'),
      jobIs('FAILED'),
      job('Remove', LAST_JOB),
      { faults: {} },
      jobIs('COMPLETED'),
    ],
  },
  {
    name: 'locations are activated',
    from: 'onboarded',
    steps: [enable('1'), enable('1'), enable('4'), enable('9'), venue],
  },
  {
    name: 'the link goes, and comes back',
    from: 'onboarded',
    nightly: true,
    steps: [
      start('gateway-client'),
      isConnected,
      { faults: { link: 'down' } },
      venue,
      { faults: { link: 'old-server-connected' } },
      isConnected,
      { faults: {} },
      stop('gateway-client'),
      { wait: 3000 },
      venue,
    ],
  },
  {
    name: 'the event log of a link and of a sync',
    from: 'onboarded',
    nightly: true,
    steps: [
      start('gateway-client'),
      isConnected,
      register(JOB),
      start('cloud-sync'),
      jobIs('COMPLETED'),
      { wait: 500 },
      events('Gateway Client', 'swiftpos SQL Application'),
      events('Cloud Sync'),
    ],
  },
];

function events(...sources: readonly string[]): Call {
  return { call: 'Get-VenueEvent', with: { Source: sources, First: 4 } };
}
