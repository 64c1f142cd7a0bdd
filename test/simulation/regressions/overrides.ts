import {
  AT_NIGHT,
  EVENING,
  HOUR_MS,
  lasts,
  MINUTE_MS,
  MORNING,
  NOON,
  ONBOARDS,
  type Regression,
} from './begin.js';

const OVERRIDES_ALL = { ...ONBOARDS, with: { code: 'right', overrides: true } } as const;
const ORDERED = {
  atMs: 0,
  fault: { of: 'people', name: 'orderCloudSync', value: 'now' },
  forMs: 0,
} as const;
const CONNECTED_BY_OTHERS = [
  { atMs: 0, fault: { of: 'people', name: 'startService', value: 'gateway-client' }, forMs: 0 },
  { atMs: 20_000, act: ONBOARDS },
  { atMs: 25_030, kill: { downMs: 40 * MINUTE_MS } },
] as const;
const AWAY_AT_INSTALL = [
  ORDERED,
  { atMs: 60_000, act: ONBOARDS },
  { atMs: 62_000, fault: { of: 'powershell', name: 'powershell', value: 'slow' }, forMs: 120_000 },
  lasts(100_000, 'cloud', 'error-500', 120_000),
] as const;

/** Of overrides that are over, and of what is permitted while the cloud or the link is away. */
export const OVERRIDES: readonly Regression[] = [
  {
    title: 'takes an override of the last ten minutes of trading for one of the next day',
    plan: {
      ...AT_NIGHT,
      at: EVENING + 49 * MINUTE_MS,
      isLicensed: false,
      isLarge: true,
      hours: 14,
      decisions: [
        ORDERED,
        { atMs: 60_000, act: OVERRIDES_ALL },
        { atMs: 62_000, kill: { downMs: 12 * HOUR_MS } },
      ],
    },
  },
  {
    title: 'takes an override of unknown hours for one of the hours that are known by now',
    plan: {
      ...AT_NIGHT,
      at: MORNING,
      isLicensed: false,
      isLarge: true,
      hours: 3,
      decisions: [
        ORDERED,
        { atMs: 30_000, fault: { of: 'hours', name: 'hours', value: 'unknown' }, forMs: 570_000 },
        { atMs: 60_000, act: OVERRIDES_ALL },
        lasts(62_000, 'database', 'reindexing', 55 * MINUTE_MS),
      ],
    },
  },
  {
    title: 'takes a link for a new one that has worked for 44 minutes, as the cloud is away at the cancel',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      connected: 'never',
      hours: 1.5,
      decisions: [
        ...CONNECTED_BY_OTHERS,
        lasts(2_431_000, 'cloud', 'reset', 30 * MINUTE_MS),
        { atMs: 44 * MINUTE_MS, act: { name: 'cancel', clerk: '1', with: {} } },
      ],
    },
  },
  {
    title: 'begins a first sync at noon under a link of 49 minutes, as the cloud is away for two',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      connected: 'never',
      hours: 1.2,
      decisions: [
        ...CONNECTED_BY_OTHERS,
        lasts(39 * MINUTE_MS, 'database', 'reindexing', 8.5 * MINUTE_MS),
        lasts(47 * MINUTE_MS, 'cloud', 'reset', 2 * MINUTE_MS),
      ],
    },
  },
  {
    title: 'installs a package that begins its first sync at eleven, as the link is silent for a moment',
    plan: {
      ...AT_NIGHT,
      at: MORNING,
      isLicensed: false,
      packageStarts: true,
      hours: 3.5,
      decisions: [
        {
          atMs: 0,
          strike: {
            point: 'ONBOARD/download-cloud-sync Save-CloudSyncPackage',
            mode: 'hung-before',
            time: 1,
          },
        },
        ORDERED,
        { atMs: 60_000, act: ONBOARDS },
        { atMs: 90 * MINUTE_MS, kill: { downMs: 5000 } },
        lasts(119.9 * MINUTE_MS, 'link', 'down', 40_000),
        {
          atMs: 120 * MINUTE_MS + 10_000,
          fault: { of: 'powershell', name: 'powershell', value: 'slow' },
          forMs: 120_000,
        },
      ],
    },
  },
  {
    title: 'leaves the first sync of a package open all night, as the cloud was away for two minutes',
    plan: {
      ...AT_NIGHT,
      isLicensed: false,
      packageStarts: true,
      hours: 11,
      decisions: [...AWAY_AT_INSTALL, lasts(68_000, 'database', 'reindexing', 10.8 * HOUR_MS)],
    },
  },
  {
    title: 'leaves the first sync of a package open after a cancel, as the cloud was away before',
    plan: {
      ...AT_NIGHT,
      isLicensed: false,
      packageStarts: true,
      hours: 11,
      decisions: [
        ...AWAY_AT_INSTALL,
        lasts(68_000, 'database', 'reindexing', HOUR_MS),
        { atMs: 600_000, act: { name: 'cancel', clerk: '1', with: {} } },
      ],
    },
  },
  {
    title: 'calls hours unknown into which the send lasts, as the last sale is unreadable',
    plan: {
      ...AT_NIGHT,
      at: MORNING,
      isLicensed: false,
      isLarge: true,
      hours: 3,
      decisions: [
        ORDERED,
        {
          atMs: 0,
          fault: { of: 'venue-database', name: 'venue-database', value: 'malformed:lastSaleAt' },
          forMs: 24 * HOUR_MS,
        },
        { atMs: 60_000, act: OVERRIDES_ALL },
        lasts(62_000, 'database', 'reindexing', 53 * MINUTE_MS),
      ],
    },
  },
  {
    title: 'takes a link for new that works since its second onboarding stored the credential',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      connected: 'never',
      isLarge: true,
      hours: 1.5,
      decisions: [
        {
          atMs: 0,
          strike: { point: 'ONBOARD/set-start-modes Set-ServiceStartMode', mode: 'cancelled', time: 1 },
        },
        { atMs: 0, strike: { point: 'ONBOARD/undo Uninstall-CloudSync', mode: 'refused', time: 1 } },
        { atMs: 0, fault: { of: 'people', name: 'startService', value: 'gateway-client' }, forMs: 0 },
        { atMs: 20_000, act: ONBOARDS },
        { atMs: 200_001, act: ONBOARDS },
        { atMs: 200_471, kill: { downMs: 40 * MINUTE_MS } },
      ],
    },
  },
];
