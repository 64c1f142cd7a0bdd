/** Scenes under the faults that a rehearsal offers: what a script answers meanwhile, and what was done all the same. */
import {
  boot,
  type Call,
  close,
  confirm,
  host,
  idOf,
  isConnected,
  job,
  jobIs,
  PACKAGE,
  redeem,
  register,
  removeFirst,
  requestCode,
  type Scene,
  type Step,
  save,
  savePackage,
  start,
  states,
  stop,
  VENUE,
  venue,
} from '../scene.js';

const JOB = idOf(20);
const FIRST = idOf(21);
const SECOND = idOf(22);
const THIRD = idOf(23);
const enable: Call = { call: 'Enable-CloudLocation', with: { ...VENUE, LocationId: '2' } };
const well = { faults: {} };

/** Everything that asks the cloud, and then what the cloud has done of it. */
const asksTheCloud: readonly Step[] = [
  venue,
  confirm(),
  requestCode,
  redeem(FIRST),
  close(SECOND),
  savePackage,
  register(JOB),
  job('Get', JOB),
  job('Remove', JOB),
  removeFirst,
  enable,
];

const afterwards: readonly Step[] = [
  close(FIRST),
  redeem(SECOND),
  job('Get', JOB),
  enable,
  requestCode,
  redeem(THIRD),
  venue,
];

function cloudScene(fault: string, more: Partial<Scene> = {}): Scene {
  return {
    name: `the cloud answers nothing of use (${fault})`,
    from: 'onboarded',
    steps: [requestCode, { faults: { cloud: fault } }, ...asksTheCloud, well, ...afterwards],
    ...more,
  };
}

function redeemScene(fault: string, more: Partial<Scene> = {}): Scene {
  return {
    name: `a redemption under the fault ${fault}`,
    from: 'seeded',
    steps: [
      requestCode,
      { faults: { redeem: fault } },
      redeem(FIRST),
      save(FIRST),
      close(FIRST),
      save(FIRST),
      well,
      redeem(FIRST),
      redeem(SECOND),
      venue,
    ],
    ...more,
  };
}

function packageScene(fault: string): Scene {
  return {
    name: `a package under the fault ${fault}`,
    from: 'seeded',
    steps: [
      { faults: { package: fault } },
      confirm({ PackageMegabytes: 1 }),
      savePackage,
      savePackage,
      savePackage,
      { call: 'Install-CloudSync', with: PACKAGE },
      well,
      savePackage,
      { faults: { package: fault } },
      savePackage,
      { call: 'Install-CloudSync', with: PACKAGE },
      { call: 'Remove-CloudSyncPackage', with: PACKAGE },
    ],
  };
}

function serverScene(faults: Readonly<Record<string, string>>): Scene {
  return {
    name: `a server under ${Object.entries(faults).map((pair) => pair.join('='))}`,
    from: 'seeded',
    steps: [
      { faults },
      host,
      states('netpos'),
      confirm({ PackageMegabytes: 1 }),
      requestCode,
      redeem(FIRST),
      save(FIRST),
      start('gateway-client'),
      isConnected,
    ],
  };
}

const withoutFault: readonly Step[] = [well, states('netpos')];

export const faultScenes: readonly Scene[] = [
  cloudScene('down'),
  cloudScene('error-500'),
  cloudScene('reset'),
  cloudScene('malformed'),
  cloudScene('huge', { nightly: true }),
  cloudScene('slow', { nightly: true }),
  cloudScene('error-429', { nightly: true }),
  {
    name: 'the cloud is not there',
    from: 'onboarded',
    steps: [
      start('gateway-client'),
      isConnected,
      requestCode,
      { cloud: 'away' },
      ...asksTheCloud,
      { call: 'Test-VenueAccess' },
      { cloud: 'back' },
      isConnected,
      ...afterwards,
    ],
  },
  redeemScene('used'),
  redeemScene('expired'),
  redeemScene('timeout-before-commit', { nightly: true }),
  redeemScene('timeout-after-commit', { nightly: true }),
  ...['expired', 'expiring'].map(
    (fault): Scene => ({
      name: `a registration that is ${fault}`,
      from: 'seeded',
      steps: [
        requestCode,
        { faults: { registration: fault } },
        venue,
        confirm(),
        requestCode,
        redeem(FIRST),
        well,
        venue,
        redeem(FIRST),
      ],
    }),
  ),
  {
    name: 'a venue without a licence for Cloud Sync',
    from: 'onboarded',
    steps: [
      register(JOB),
      { faults: { licence: 'no-cloud-sync' } },
      venue,
      register(JOB),
      register(FIRST),
      job('Remove', JOB),
      register(FIRST),
      well,
      venue,
    ],
  },
  {
    name: 'a first sync without a licence',
    from: 'seeded',
    nightly: true,
    steps: [
      requestCode,
      redeem(FIRST),
      save(FIRST),
      savePackage,
      { call: 'Install-CloudSync', with: PACKAGE },
      { faults: { licence: 'no-cloud-sync' } },
      start('cloud-sync'),
      { wait: 2500 },
      venue,
      well,
      jobIs('COMPLETED'),
    ],
  },
  packageScene('checksum-wrong'),
  packageScene('signature-wrong'),
  packageScene('truncated'),
  packageScene('cut'),
  serverScene({ elevation: 'missing' }),
  serverScene({ swiftpos: 'too-old' }),
  serverScene({ swiftpos: 'version-mismatch' }),
  serverScene({ swiftpos: 'web-server-down' }),
  {
    name: 'a daily restart in the next minutes',
    from: 'seeded',
    steps: [{ faults: { monitor: 'daily-restart-in-window' } }, host],
  },
  {
    name: 'a venue that moves to another server',
    from: 'onboarded',
    nightly: true,
    steps: [
      start('gateway-client'),
      isConnected,
      { faults: { swiftpos: 'migrated' } },
      host,
      { wait: 7000 },
      venue,
      requestCode,
      redeem(FIRST),
      save(FIRST),
      isConnected,
      well,
      { wait: 7000 },
      venue,
    ],
  },
  ...['reindexing', 'locked', 'full'].map(
    (fault): Scene => ({
      name: `a full send while the database is ${fault}`,
      from: 'onboarded',
      nightly: true,
      steps: [
        { faults: { database: fault } },
        register(JOB),
        start('cloud-sync'),
        jobIs('COMPLETED'),
        well,
        venue,
      ],
    }),
  ),
  {
    name: 'a service that dies after its start',
    from: 'seeded',
    steps: [
      { faults: { service: 'netpos:stops-after-start' } },
      start('netpos', 3),
      states('netpos'),
      ...withoutFault,
    ],
  },
  {
    name: 'a service that dies after its start, which Services Monitor starts again',
    from: 'seeded',
    nightly: true,
    steps: [
      start('services-monitor'),
      { faults: { service: 'netpos:stops-after-start' } },
      start('netpos', 0),
      { wait: 800 },
      start('netpos', 4),
      well,
      start('netpos', 4),
    ],
  },
  {
    name: 'a service that never starts',
    from: 'seeded',
    nightly: true,
    steps: [
      { faults: { service: 'connect:never-starts' } },
      start('connect'),
      states('connect'),
      start('netpos'),
      states('connect', 'netpos'),
      ...withoutFault,
    ],
  },
  {
    name: 'a service that ignores its stop',
    from: 'seeded',
    nightly: true,
    steps: [
      start('netpos'),
      { faults: { service: 'connect:stubborn' } },
      stop('connect'),
      states('connect', 'netpos'),
      { faults: { service: 'netpos:stubborn' } },
      { ...states('connect'), until: ({ State }) => State === 'Stopped' },
      start('netpos'),
      stop('connect'),
      states('connect', 'netpos'),
      well,
      { wait: 1000 },
      states('connect', 'netpos'),
    ],
  },
  {
    name: 'Cloud Sync ignores its stop, and stays',
    from: 'onboarded',
    nightly: true,
    steps: [
      start('cloud-sync'),
      { faults: { service: 'cloud-sync:stubborn' } },
      { call: 'Uninstall-CloudSync' },
      states('cloud-sync'),
      well,
      { wait: 1000 },
      states('cloud-sync'),
    ],
  },
  {
    name: 'a service that crashes',
    from: 'seeded',
    nightly: true,
    steps: [
      start('netpos'),
      { faults: { service: 'netpos:crashes' } },
      start('netpos', 9),
      states('netpos'),
      well,
      start('netpos', 0.5),
    ],
  },
  {
    name: 'Services Monitor starts what was stopped on purpose',
    from: 'seeded',
    nightly: true,
    steps: [
      start('services-monitor'),
      start('netpos'),
      { wait: 1500 },
      { faults: { monitor: 'restarts-planned-stops' } },
      stop('netpos'),
      { wait: 1500 },
      states('netpos'),
      well,
      stop('netpos'),
    ],
  },
  {
    name: 'a machine boots under a fault of one service',
    from: 'seeded',
    nightly: true,
    steps: [{ faults: { service: 'connect:never-starts' } }, boot, states('connect', 'netpos')],
  },
];
