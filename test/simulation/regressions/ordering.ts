import { AT_NIGHT, HOUR_MS, lasts, MINUTE_MS, MORNING, NOON, ONBOARDS, type Regression } from './begin.js';

/** An onboarding that takes down, or brings about, what has worked for a while without it. */
const CONNECTED_BY_OTHERS: Regression['plan'] = {
  ...AT_NIGHT,
  at: NOON,
  connected: 'never',
  hours: 1,
  decisions: [
    {
      atMs: 0,
      strike: { point: 'ONBOARD/download-cloud-sync Save-CloudSyncPackage', mode: 'hung-before', time: 1 },
    },
    { atMs: 0, fault: { of: 'people', name: 'startService', value: 'gateway-client' }, forMs: 0 },
    { atMs: 20_000, act: ONBOARDS },
  ],
};

/** Of links that others brought about, and of a clock that is wrong when the server starts. */
export const ORDERING: readonly Regression[] = [
  {
    title: 'takes back a credential at noon that connected the venue during the download',
    plan: {
      ...CONNECTED_BY_OTHERS,
      decisions: [
        ...CONNECTED_BY_OTHERS.decisions,
        { atMs: 40 * MINUTE_MS, act: { name: 'cancel', clerk: '1', with: {} } },
      ],
    },
  },
  {
    title: 'begins a first sync at noon under a link that came about during the download',
    plan: {
      ...CONNECTED_BY_OTHERS,
      decisions: [...CONNECTED_BY_OTHERS.decisions, { atMs: 40 * MINUTE_MS, kill: { downMs: 5000 } }],
    },
  },
  {
    title: 'begins a first sync at noon, as the licence was away for three minutes',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      connected: 'never',
      isLarge: true,
      hours: 0.8,
      decisions: [
        { atMs: 10_000, act: ONBOARDS },
        lasts(14_000, 'database', 'reindexing', 22 * MINUTE_MS),
        lasts(27 * MINUTE_MS, 'licence', 'no-cloud-sync', 3 * MINUTE_MS),
      ],
    },
  },
  {
    title: 'begins a scheduled resync by a clock that no one confirms',
    plan: {
      ...AT_NIGHT,
      at: MORNING + 50 * MINUTE_MS,
      hours: 0.5,
      decisions: [
        lasts(0, 'sync', 'exceptions', 24 * HOUR_MS),
        {
          atMs: 10_000,
          act: { name: 'resync', clerk: '1', with: { inMinutes: 14 * 60, overrides: 'all but hours' } },
        },
        { atMs: 690_000, kill: { downMs: 30_000 } },
        { atMs: 700_000, fault: { of: 'clock', name: 'moved', value: 14 * HOUR_MS }, forMs: 24 * HOUR_MS },
        lasts(705_000, 'cloud', 'error-500', 50_000),
      ],
    },
  },
  {
    title: 'takes a link for a new one, by a clock that was ahead when it connected',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      connected: 'never',
      hours: 1.2,
      decisions: [
        {
          atMs: 0,
          strike: {
            point: 'ONBOARD/start-gateway-client updateStep:RUNNING',
            mode: 'killed-before',
            time: 1,
          },
        },
        { atMs: 10_000, act: ONBOARDS },
        { atMs: 16_000, fault: { of: 'clock', name: 'moved', value: 5 * HOUR_MS }, forMs: 24 * HOUR_MS },
        lasts(16_100, 'cloud', 'error-500', 40_000),
        lasts(16_500, 'database', 'reindexing', 50 * MINUTE_MS),
        { atMs: 65 * MINUTE_MS, act: { name: 'cancel', clerk: '1', with: {} } },
      ],
    },
  },
  {
    title: 'leaves the first sync open that a package began, while a re-index lasts into the trading hours',
    plan: {
      ...AT_NIGHT,
      isLicensed: false,
      packageStarts: true,
      hours: 11,
      decisions: [
        { atMs: 0, fault: { of: 'people', name: 'orderCloudSync', value: 'now' }, forMs: 0 },
        { atMs: 60_000, act: ONBOARDS },
        { atMs: 62_000, fault: { of: 'powershell', name: 'powershell', value: 'slow' }, forMs: 120_000 },
        lasts(68_000, 'database', 'reindexing', 10.8 * HOUR_MS),
      ],
    },
  },
  {
    title: 'restarts a service, and leaves a gateway stopped that was started since the request',
    plan: {
      ...AT_NIGHT,
      needs: ['gateway-client', 'connect'],
      hours: 1,
      decisions: [
        { atMs: 9900, fault: { of: 'people', name: 'stopService', value: 'gateway-client' }, forMs: 0 },
        { atMs: 10_000, act: { name: 'control', clerk: '1', with: { key: 'connect', do: 'restart' } } },
        { atMs: 10_005, fault: { of: 'powershell', name: 'powershell', value: 'away' }, forMs: 50_000 },
        { atMs: 20_000, fault: { of: 'people', name: 'startService', value: 'gateway-client' }, forMs: 0 },
      ],
    },
  },
  {
    title: 'refuses a start of Gateway Client while an onboarding waits to start what needs it',
    plan: {
      ...AT_NIGHT,
      needs: ['cloud-sync', 'gateway-client'],
      hours: 0.3,
      decisions: [
        lasts(0, 'swiftpos', 'migrated', 24 * HOUR_MS),
        { atMs: 10_000, act: { name: 'control', clerk: '1', with: { key: 'gateway-client', do: 'stop' } } },
        { atMs: 60_000, act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: true } } },
        lasts(62_000, 'database', 'reindexing', 900_000),
        { atMs: 150_000, fault: { of: 'people', name: 'stopService', value: 'gateway-client' }, forMs: 0 },
        { atMs: 155_000, act: { name: 'control', clerk: '1', with: { key: 'gateway-client', do: 'start' } } },
        { atMs: 200_000, act: { name: 'control', clerk: '1', with: { key: 'gateway-client', do: 'start' } } },
      ],
    },
  },
  {
    title: 'stops a gateway in its rollback that a clerk started during the download',
    plan: {
      ...AT_NIGHT,
      hours: 0.5,
      decisions: [
        lasts(0, 'swiftpos', 'migrated', 24 * HOUR_MS),
        lasts(0, 'link', 'down', 24 * HOUR_MS),
        { atMs: 0, fault: { of: 'people', name: 'removeService', value: 'cloud-sync' }, forMs: 0 },
        { atMs: 1000, act: { name: 'control', clerk: '1', with: { key: 'gateway-client', do: 'stop' } } },
        {
          atMs: 0,
          strike: {
            point: 'ONBOARD/download-cloud-sync Save-CloudSyncPackage',
            mode: 'hung-before',
            time: 1,
          },
        },
        { atMs: 20_000, act: ONBOARDS },
        { atMs: 60_000, act: { name: 'control', clerk: '1', with: { key: 'gateway-client', do: 'start' } } },
        { atMs: 10 * MINUTE_MS, kill: { downMs: 5000 } },
      ],
    },
  },
  {
    title: 'waits for a break that no one asked for, after a restart without the database',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      connected: 'never',
      hours: 1.5,
      decisions: [
        { atMs: 10_000, act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: true } } },
        {
          atMs: 14_000,
          fault: { of: 'venue-database', name: 'venue-database', value: 'away' },
          forMs: 1.3 * HOUR_MS,
        },
        { atMs: 600_000, kill: { downMs: 5000 } },
      ],
    },
  },
  {
    title: 'stops a gateway ten hours late, by a clock that is ten hours behind',
    plan: {
      ...AT_NIGHT,
      hours: 11,
      decisions: [
        {
          atMs: 0,
          strike: { point: 'SERVICE_CONTROL/stop updateStep:RUNNING', mode: 'off-for-hours', time: 1 },
        },
        {
          atMs: 10_000,
          act: { name: 'control', clerk: '1', with: { key: 'gateway-client', do: 'restart' } },
        },
        {
          atMs: 9 * HOUR_MS,
          fault: { of: 'clock', name: 'moved', value: -10 * HOUR_MS },
          forMs: 3 * HOUR_MS,
        },
      ],
    },
  },
  {
    title: 'leaves Connect running that Windows started with Gateway Client, and does not say so',
    plan: {
      ...AT_NIGHT,
      connected: 'never',
      needs: ['gateway-client', 'connect'],
      hours: 1,
      decisions: [
        { atMs: 1000, act: { name: 'control', clerk: '1', with: { key: 'connect', do: 'stop' } } },
        { atMs: 60_000, act: ONBOARDS },
        { atMs: 68_000, act: { name: 'cancel', clerk: '1', with: {} } },
      ],
    },
  },
  {
    title: 'ends an onboarding, as the cloud is away when its wait for a break begins',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      connected: 'never',
      isLarge: true,
      hours: 1.2,
      decisions: [
        { atMs: 10_000, act: ONBOARDS },
        lasts(14_000, 'database', 'reindexing', 22 * MINUTE_MS),
        lasts(20 * MINUTE_MS, 'cloud', 'down', 40 * MINUTE_MS),
      ],
    },
  },
];
