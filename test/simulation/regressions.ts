/** Runs that once broke an invariant, as short as they could be made: `npm test` runs each. */
import type { Decision, RunPlan } from './decisions.js';
import type { Fault } from './faults/faults.js';

export interface Regression {
  /** What the heart did. */
  readonly title: string;
  readonly plan: RunPlan;
}

/** Monday, 12:00 in Sydney. */
const NOON = Date.parse('2031-05-05T02:00:00.000Z');
/** Monday, 09:00 in Sydney: it opens at 10:00. */
const MORNING = Date.parse('2031-05-04T23:00:00.000Z');
/** Tuesday, 00:30 in Sydney. */
const NIGHT = Date.parse('2031-05-05T14:30:00.000Z');

const YEAR_MINUTES = 365 * 24 * 60;

const STOP_NETPOS: Decision = {
  atMs: 60_000,
  act: { name: 'control', clerk: '1', with: { key: 'netpos', do: 'stop', startMode: 'AUTOMATIC' } },
};

const AT_NIGHT = {
  seed: 1,
  cells: [],
  at: NIGHT,
  connected: 'synced',
  isLicensed: true,
  restartsGateway: false,
  secondPerson: false,
  isLarge: false,
  hours: 0.5,
} as const;

export const REGRESSIONS: readonly Regression[] = [
  {
    title: 'leaves the first sync of a cancelled onboarding open in the cloud, and waits for it',
    plan: {
      seed: 1,
      cells: [],
      at: NOON,
      connected: 'never',
      isLicensed: true,
      restartsGateway: false,
      secondPerson: false,
      isLarge: false,
      hours: 0.5,
      decisions: [
        { atMs: 60_000, act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: true } } },
        { atMs: 78_500, act: { name: 'cancel', clerk: '1', with: {} } },
      ],
    },
  },
  {
    title: 'begins a scheduled resync seconds after a sale that was made after hours',
    plan: {
      ...AT_NIGHT,
      decisions: [
        { atMs: 60_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 10, overrides: true } } },
        { atMs: 640_000, fault: { of: 'people', name: 'sell', value: 'now' }, forMs: 0 },
      ],
    },
  },
  {
    title: 'leaves a stop planned after a person started the service in Windows',
    plan: {
      ...AT_NIGHT,
      decisions: [
        STOP_NETPOS,
        { atMs: 600_000, fault: { of: 'people', name: 'startService', value: 'netpos' }, forMs: 0 },
      ],
    },
  },
  {
    title: 'leaves a stop planned that failed, after the start of its rollback failed too',
    plan: {
      ...AT_NIGHT,
      decisions: [
        { atMs: 0, fault: { of: 'venue', name: 'monitor', value: 'restarts-planned-stops' }, forMs: 300_000 },
        {
          atMs: 0,
          strike: { point: 'SERVICE_CONTROL/undo Start-VenueHostService', mode: 'refused', time: 1 },
        },
        STOP_NETPOS,
      ],
    },
  },
  {
    title: 'begins a scheduled resync after a sale that was made while it waited for a host',
    plan: {
      ...AT_NIGHT,
      decisions: [
        { atMs: 60_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 10, overrides: true } } },
        { atMs: 660_185, fault: { of: 'powershell', name: 'powershell', value: 'slow' }, forMs: 60_000 },
        { atMs: 663_000, fault: { of: 'people', name: 'sell', value: 'now' }, forMs: 0 },
      ],
    },
  },
  {
    title: 'begins a full send that lasts into the trading hours',
    plan: {
      ...AT_NIGHT,
      at: MORNING,
      isLarge: true,
      hours: 2,
      decisions: [
        {
          atMs: 1_800_000,
          act: { name: 'resync', clerk: '1', with: { inMinutes: 0, overrides: 'all but hours' } },
        },
      ],
    },
  },
  {
    title: 'rests on the last answer of a busy cloud, and does not say so',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      decisions: [
        { atMs: 60_000, fault: { of: 'venue', name: 'cloud', value: 'error-429' }, forMs: 240_000 },
        { atMs: 70_000, fault: { of: 'venue', name: 'link', value: 'down' }, forMs: 220_000 },
      ],
    },
  },
  {
    title: 'restores a credential under a gateway whose new one works, while the cloud does not say so',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      hours: 1,
      decisions: [
        { atMs: 0, fault: { of: 'venue', name: 'swiftpos', value: 'migrated' }, forMs: 86_400_000 },
        {
          atMs: 60_000,
          act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: 'all but hours' } },
        },
        { atMs: 65_000, fault: { of: 'venue', name: 'cloud', value: 'reset' }, forMs: 300_000 },
        { atMs: 240_000, act: { name: 'cancel', clerk: '1', with: {} } },
      ],
    },
  },
  {
    title: 'takes back a credential that connected the venue for hours, as the download of its finish fails',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      hours: 16,
      decisions: [
        {
          atMs: 0,
          strike: { point: 'ONBOARD/download-cloud-sync Save-CloudSyncPackage', mode: 'refused', time: 2 },
        },
        { atMs: 0, fault: { of: 'venue', name: 'swiftpos', value: 'migrated' }, forMs: 86_400_000 },
        { atMs: 1000, fault: { of: 'people', name: 'removeService', value: 'cloud-sync' }, forMs: 0 },
        {
          atMs: 60_000,
          act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: 'all but hours' } },
        },
        { atMs: 65_000, fault: { of: 'venue', name: 'cloud', value: 'reset' }, forMs: 300_000 },
        { atMs: 240_000, act: { name: 'cancel', clerk: '1', with: {} } },
        // At three in the night: the break that its rollback at noon had not.
        {
          atMs: 15 * 3_600_000,
          act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: 'all but hours' } },
        },
      ],
    },
  },
  {
    title: 'begins a first sync at noon for a clerk who starts Cloud Sync, as a row is unreadable',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      connected: 'never',
      decisions: [
        {
          atMs: 0,
          strike: { point: 'ONBOARD/start-cloud-sync Start-VenueHostService', mode: 'refused', time: 1 },
        },
        { atMs: 60_000, act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: true } } },
        {
          atMs: 300_000,
          fault: { of: 'venue-database', name: 'venue-database', value: 'malformed' },
          forMs: 60_000,
        },
        {
          atMs: 310_000,
          act: {
            name: 'control',
            clerk: '1',
            with: { key: 'cloud-sync', do: 'start', startMode: 'AUTOMATIC' },
          },
        },
      ],
    },
  },
  {
    title: 'begins a first sync at noon for a clerk who starts a service that needs Cloud Sync',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      connected: 'never',
      needs: ['connect', 'cloud-sync'],
      decisions: [
        {
          atMs: 0,
          strike: { point: 'ONBOARD/start-cloud-sync Start-VenueHostService', mode: 'refused', time: 1 },
        },
        { atMs: 60_000, act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: true } } },
        { atMs: 300_000, act: { name: 'control', clerk: '1', with: { key: 'connect', do: 'stop' } } },
        { atMs: 330_000, act: { name: 'control', clerk: '1', with: { key: 'netpos', do: 'start' } } },
      ],
    },
  },
  {
    title: 'says that Doshii works through a Cloud Sync that crashes again and again',
    plan: {
      ...AT_NIGHT,
      decisions: [
        {
          atMs: 60_000,
          fault: { of: 'venue', name: 'service', value: 'cloud-sync:crashes' },
          forMs: 1_200_000,
        },
      ],
    },
  },
  {
    title: 'calls a first sync planned that has made no progress since its onboarding ended',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      connected: 'never',
      hours: 1,
      decisions: [
        { atMs: 60_000, act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: true } } },
        { atMs: 78_000, fault: { of: 'venue', name: 'sync', value: 'stall' }, forMs: 3_000_000 },
      ],
    },
  },
  {
    title: 'begins a resync after a sale that was made since it was requested',
    plan: {
      ...AT_NIGHT,
      decisions: [
        {
          atMs: 60_000,
          act: { name: 'resync', clerk: '1', with: { inMinutes: 0, overrides: 'all but hours' } },
        },
        { atMs: 60_300, fault: { of: 'powershell', name: 'powershell', value: 'away' }, forMs: 50_000 },
        { atMs: 80_000, fault: { of: 'people', name: 'sell', value: 'now' }, forMs: 0 },
      ],
    },
  },
  {
    title: 'begins the first sync of a first onboarding ten hours after its link, while the venue trades',
    plan: {
      ...AT_NIGHT,
      connected: 'never',
      hours: 1,
      decisions: [
        {
          atMs: 0,
          strike: {
            point: 'ONBOARD/start-gateway-client updateStep:SUCCEEDED',
            mode: 'off-for-hours',
            time: 1,
          },
        },
        {
          atMs: 60_000,
          act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: 'all but hours' } },
        },
      ],
    },
  },
  {
    title: 'lets Windows begin the first sync of a first onboarding that waits for a re-index at noon',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      connected: 'never',
      hours: 1.2,
      decisions: [
        {
          atMs: 60_000,
          act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: 'all but hours' } },
        },
        { atMs: 62_000, fault: { of: 'venue', name: 'database', value: 'reindexing' }, forMs: 3_500_000 },
        { atMs: 1_800_000, fault: { of: 'reboot', name: 'reboot', value: 60_000 }, forMs: 0 },
      ],
    },
  },
  {
    title: 'waits without an end for a second person',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      secondPerson: true,
      hours: 1.5,
      decisions: [
        { atMs: 60_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 0, overrides: true } } },
      ],
    },
  },
  {
    title:
      'takes an onboarding that was cancelled by a fast clock for the last one, after the next succeeded',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      connected: 'never',
      hours: 0.6,
      decisions: [
        { atMs: 1000, fault: { of: 'clock', name: 'moved', value: 26 * 3_600_000 }, forMs: 120_000 },
        { atMs: 60_000, act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: true } } },
        { atMs: 65_000, act: { name: 'cancel', clerk: '1', with: {} } },
        { atMs: 180_000, act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: true } } },
        { atMs: 1_200_000, fault: { of: 'venue', name: 'link', value: 'down' }, forMs: 900_000 },
      ],
    },
  },
  {
    title: 'stops what a full send needs, as the start that a clerk gave beside it is cancelled',
    plan: {
      ...AT_NIGHT,
      decisions: [
        { atMs: 60_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 0, overrides: true } } },
        { atMs: 80_000, fault: { of: 'people', name: 'killService', value: 'cloud-sync' }, forMs: 0 },
        { atMs: 81_000, act: { name: 'control', clerk: '2', with: { key: 'cloud-sync', do: 'start' } } },
        { atMs: 84_000, act: { name: 'cancel', clerk: '1', with: {} } },
      ],
    },
  },
  {
    title: 'stops what a full send needs, as the start that a clerk gave beside it fails',
    plan: {
      ...AT_NIGHT,
      decisions: [
        {
          atMs: 0,
          strike: { point: 'SERVICE_CONTROL/start Start-VenueHostService', mode: 'failed-after', time: 1 },
        },
        { atMs: 60_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 0, overrides: true } } },
        { atMs: 80_000, fault: { of: 'people', name: 'killService', value: 'gateway-client' }, forMs: 0 },
        { atMs: 81_000, act: { name: 'control', clerk: '2', with: { key: 'gateway-client', do: 'start' } } },
      ],
    },
  },
  {
    title: 'calls a gateway that crashed stopped on purpose while a clerk starts it again and again',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      hours: 0.2,
      decisions: [
        { atMs: 1000, fault: { of: 'people', name: 'stopService', value: 'services-monitor' }, forMs: 0 },
        {
          atMs: 60_000,
          fault: { of: 'venue', name: 'service', value: 'gateway-client:never-starts' },
          forMs: 480_000,
        },
        { atMs: 60_500, fault: { of: 'people', name: 'killService', value: 'gateway-client' }, forMs: 0 },
        ...[200_000, 300_000, 400_000, 500_000].map(
          (atMs): Decision => ({
            atMs,
            act: { name: 'control', clerk: '2', with: { key: 'gateway-client', do: 'start' } },
          }),
        ),
      ],
    },
  },
  {
    title: 'explains a cut link by an onboarding that went back half an hour before',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      hours: 0.6,
      decisions: [
        {
          atMs: 0,
          strike: { point: 'ONBOARD/download-cloud-sync Save-CloudSyncPackage', mode: 'refused', time: 1 },
        },
        { atMs: 1000, fault: { of: 'people', name: 'removeService', value: 'cloud-sync' }, forMs: 0 },
        { atMs: 60_000, act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: true } } },
        { atMs: 1_500_000, fault: { of: 'venue', name: 'link', value: 'down' }, forMs: 300_000 },
      ],
    },
  },
  {
    title: 'begins a scheduled resync at another time, after the clock was set forward or back',
    plan: {
      ...AT_NIGHT,
      hours: 0.75,
      decisions: [
        { atMs: 60_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 30, overrides: true } } },
        { atMs: 120_000, fault: moved(25), forMs: 600_000 },
        { atMs: 900_000, fault: moved(-20), forMs: 1_500_000 },
      ],
    },
  },
  {
    title: 'begins a scheduled resync by a clock that was set forward while the server was off',
    plan: {
      ...AT_NIGHT,
      hours: 0.75,
      decisions: [
        { atMs: 60_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 30, overrides: true } } },
        { atMs: 120_000, kill: { downMs: 60_000 } },
        { atMs: 130_000, fault: moved(25), forMs: 1_500_000 },
      ],
    },
  },
  {
    title: 'deletes what is new by a clock that was set twenty years forward while the server was off',
    plan: {
      ...AT_NIGHT,
      hours: 0.25,
      decisions: [
        STOP_NETPOS,
        { atMs: 110_000, fault: { of: 'venue', name: 'cloud', value: 'down' }, forMs: 600_000 },
        { atMs: 120_000, kill: { downMs: 60_000 } },
        { atMs: 130_000, fault: moved(20 * YEAR_MINUTES), forMs: 600_000 },
      ],
    },
  },
];

function moved(minutes: number): Fault {
  return { of: 'clock', name: 'moved', value: minutes * 60_000 };
}
