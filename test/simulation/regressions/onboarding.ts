import type { Decision, RunPlan } from '../decisions.js';
import type { Fault } from '../faults/faults.js';
import { AT_NIGHT, EVENING, HOUR_MS, lasts, MORNING, NOON, ONBOARDS, type Regression } from './begin.js';

/** An onboarding that the server was off for: from the morning on it waits for the next night. */
function waiting(hours: number, ...decisions: Decision[]): RunPlan {
  return {
    ...AT_NIGHT,
    isLicensed: false,
    hours,
    decisions: [
      {
        atMs: 0,
        strike: { point: 'ONBOARD/set-start-modes updateStep:SUCCEEDED', mode: 'off-for-hours', time: 1 },
      },
      { atMs: 30_000, fault: { of: 'people', name: 'orderCloudSync', value: 'now' }, forMs: 0 },
      {
        atMs: 60_000,
        act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: 'all but hours' } },
      },
      ...decisions,
    ],
  };
}

const away = (of: Fault['of'], name: string, value: string, forMs: number): Decision => ({
  atMs: 11 * HOUR_MS,
  fault: { of, name, value },
  forMs,
});

const DOWNLOAD = { point: 'ONBOARD/download-cloud-sync Save-CloudSyncPackage' } as const;

export const ONBOARDING: readonly Regression[] = [
  {
    title: 'ends the wait for a break, because the cloud is away for ten minutes',
    plan: waiting(12, away('venue', 'cloud', 'down', 600_000)),
  },
  {
    title: 'ends the wait for a break, because PowerShell is away for an hour',
    plan: waiting(12, away('powershell', 'powershell', 'away', HOUR_MS)),
  },
  {
    title: 'ends the wait for a break, because the database is away for an hour',
    plan: waiting(12, away('venue-database', 'venue-database', 'away', HOUR_MS)),
  },
  {
    title: 'ends the wait for a break, because PowerShell is away for hours around a restart',
    plan: waiting(14, away('powershell', 'powershell', 'away', 3 * HOUR_MS), {
      atMs: 12 * HOUR_MS,
      fault: { of: 'reboot', name: 'reboot', value: 60_000 },
      forMs: 0,
    }),
  },
  {
    title: 'restores a credential under a gateway whose new one works, while the cloud does not say so',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      hours: 1,
      decisions: [
        { atMs: 0, fault: { of: 'venue', name: 'swiftpos', value: 'migrated' }, forMs: 86_400_000 },
        { atMs: 60_000, act: ONBOARDS },
        { atMs: 65_000, fault: { of: 'venue', name: 'cloud', value: 'reset' }, forMs: 300_000 },
        { atMs: 240_000, act: { name: 'cancel', clerk: '1', with: {} } },
      ],
    },
  },
  {
    title:
      'takes back a credential that connected the venue for an hour, as the download of its finish fails',
    plan: {
      ...AT_NIGHT,
      at: EVENING,
      hours: 2,
      decisions: [
        {
          atMs: 0,
          strike: { ...DOWNLOAD, mode: 'refused', time: 2 },
        },
        { atMs: 0, fault: { of: 'venue', name: 'swiftpos', value: 'migrated' }, forMs: 86_400_000 },
        { atMs: 1000, fault: { of: 'people', name: 'removeService', value: 'cloud-sync' }, forMs: 0 },
        { atMs: 60_000, act: ONBOARDS },
        { atMs: 65_000, fault: { of: 'venue', name: 'cloud', value: 'reset' }, forMs: 300_000 },
        { atMs: 240_000, act: { name: 'cancel', clerk: '1', with: {} } },
        // After it has closed: the break that its rollback had not.
        { atMs: 5_400_000, act: ONBOARDS },
      ],
    },
  },
  {
    title: 'does not say that its finish left a credential in use, which its rollback had restored unseen',
    plan: {
      ...AT_NIGHT,
      at: EVENING,
      hours: 2,
      decisions: [
        {
          atMs: 0,
          strike: { point: 'ONBOARD/keep-credential Save-GatewayCredential', mode: 'failed-after', time: 1 },
        },
        { atMs: 0, strike: { ...DOWNLOAD, mode: 'refused', time: 1 } },
        lasts(0, 'swiftpos', 'migrated', 24 * HOUR_MS),
        { atMs: 1000, fault: { of: 'people', name: 'removeService', value: 'cloud-sync' }, forMs: 0 },
        { atMs: 60_000, act: ONBOARDS },
        { atMs: 5_400_000, act: ONBOARDS },
      ],
    },
  },
  {
    title: 'says that a credential could not be taken back which its rollback took back as the server died',
    plan: {
      ...AT_NIGHT,
      isLicensed: false,
      hours: 26,
      decisions: [
        {
          atMs: 0,
          strike: { point: 'ONBOARD/undo Restore-GatewayCredential', mode: 'off-for-hours', time: 1 },
        },
        { atMs: 0, strike: { ...DOWNLOAD, mode: 'refused', time: 1 } },
        { atMs: 0, strike: { ...DOWNLOAD, mode: 'refused', time: 1 } },
        { atMs: 30_000, fault: { of: 'people', name: 'orderCloudSync', value: 'now' }, forMs: 0 },
        { atMs: 60_000, act: ONBOARDS },
        { atMs: 24.5 * HOUR_MS, act: ONBOARDS },
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
    title: 'calls a first sync planned that has made no progress since its onboarding ended',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      connected: 'never',
      hours: 0.5,
      decisions: [
        { atMs: 60_000, act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: true } } },
        { atMs: 78_000, fault: { of: 'venue', name: 'sync', value: 'stall' }, forMs: 1_500_000 },
      ],
    },
  },
  {
    title: 'begins the first sync of a first onboarding ten hours after its link, while the venue trades',
    plan: {
      ...AT_NIGHT,
      at: MORNING,
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
        { atMs: 60_000, act: ONBOARDS },
        { atMs: 37_000_000, act: { name: 'cancel', clerk: '1', with: {} } },
      ],
    },
  },
  {
    title: 'lets Windows begin the first sync of a first onboarding that waits for a re-index',
    plan: {
      ...AT_NIGHT,
      at: EVENING,
      connected: 'never',
      hours: 1.2,
      decisions: [
        { atMs: 60_000, act: ONBOARDS },
        { atMs: 62_000, fault: { of: 'venue', name: 'database', value: 'reindexing' }, forMs: 3_500_000 },
        { atMs: 1_800_000, fault: { of: 'reboot', name: 'reboot', value: 60_000 }, forMs: 0 },
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
    title: 'stores a code for sending after the next server run has ended its onboarding',
    plan: {
      ...AT_NIGHT,
      connected: 'never',
      hours: 0.1,
      decisions: [
        { atMs: 0, strike: { point: 'ONBOARD/redeem-code storeRedemption', mode: 'overtaken', time: 1 } },
        { atMs: 60_000, act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: true } } },
      ],
    },
  },
  {
    title: 'begins a first sync after a sale, as the package starts Cloud Sync and the host dies',
    plan: {
      ...AT_NIGHT,
      isLicensed: false,
      packageStarts: true,
      hours: 1.5,
      decisions: [
        {
          atMs: 0,
          strike: { point: 'ONBOARD/install-cloud-sync Install-CloudSync', mode: 'hung-after', time: 1 },
        },
        { atMs: 30_000, fault: { of: 'people', name: 'orderCloudSync', value: 'now' }, forMs: 0 },
        { atMs: 60_000, act: ONBOARDS },
        { atMs: 61_500, fault: { of: 'people', name: 'sell', value: 'now' }, forMs: 0 },
      ],
    },
  },
  {
    title: 'leaves Gateway Client with its old credential, as it started by a clock that was ahead',
    isUsedAgain: true,
    plan: {
      ...AT_NIGHT,
      restartsGateway: true,
      hours: 0.1,
      decisions: [
        { atMs: 0, fault: { of: 'venue', name: 'swiftpos', value: 'migrated' }, forMs: 86_400_000 },
        { atMs: 10_000, act: ONBOARDS },
        { atMs: 120_000, fault: { of: 'clock', name: 'moved', value: 93_600_000 }, forMs: 120_000 },
        { atMs: 130_000, fault: { of: 'reboot', name: 'reboot', value: 10_000 }, forMs: 12_000 },
      ],
    },
  },
  {
    title:
      'leaves Gateway Client running, which the package of Cloud Sync started with it, and does not say so',
    plan: {
      ...AT_NIGHT,
      connected: 'never',
      needs: ['cloud-sync', 'gateway-client'],
      packageStarts: true,
      hours: 0.1,
      decisions: [
        {
          atMs: 0,
          strike: {
            point: 'ONBOARD/install-cloud-sync Stop-VenueHostService',
            mode: 'cancelled',
            time: 1,
          },
        },
        { atMs: 10_000, act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: true } } },
      ],
    },
  },
  {
    title: 'says of a gateway that the package started that it runs as before, and has stopped it',
    plan: {
      ...AT_NIGHT,
      connected: 'never',
      restartsGateway: true,
      needs: ['cloud-sync', 'gateway-client'],
      packageStarts: true,
      hours: 0.1,
      decisions: [
        {
          atMs: 0,
          strike: { point: 'ONBOARD/start-gateway-client Start-VenueHostService', mode: 'refused', time: 1 },
        },
        { atMs: 10_000, act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: true } } },
      ],
    },
  },
  {
    title: 'takes the override of a sale before it opens for one of the hours that follow',
    plan: {
      ...AT_NIGHT,
      at: MORNING,
      isLicensed: false,
      hours: 1.2,
      decisions: [
        { atMs: 0, fault: { of: 'people', name: 'orderCloudSync', value: 'now' }, forMs: 0 },
        { atMs: 60_000, fault: { of: 'people', name: 'sell', value: 'now' }, forMs: 0 },
        { atMs: 90_000, act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: true } } },
        { atMs: 92_000, fault: { of: 'venue', name: 'database', value: 'reindexing' }, forMs: 3_700_000 },
      ],
    },
  },
  {
    title: 'withdraws the first sync of an onboarding for the one before it, which was rolled back',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      connected: 'never',
      isLarge: true,
      hours: 0.2,
      decisions: [
        { atMs: 0, strike: { point: 'ONBOARD/undo Remove-FirstSync', mode: 'refused', time: 1 } },
        { atMs: 0, strike: { point: 'ONBOARD/later Remove-FirstSync', mode: 'refused', time: 1 } },
        { atMs: 60_000, act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: true } } },
        { atMs: 65_500, fault: { of: 'people', name: 'startService', value: 'cloud-sync' }, forMs: 0 },
        { atMs: 71_500, fault: { of: 'venue', name: 'cloud', value: 'error-500' }, forMs: 30_000 },
        { atMs: 80_000, act: { name: 'cancel', clerk: '1', with: {} } },
        { atMs: 115_000, act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: true } } },
        { atMs: 170_000, act: { name: 'control', clerk: '1', with: { key: 'cloud-sync', do: 'stop' } } },
      ],
    },
  },
];
