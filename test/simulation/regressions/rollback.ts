import type { StrikeMode } from '../faults/strikes.js';
import { AT_NIGHT, HOUR_MS, lasts, MINUTE_MS, NOON, ONBOARDS, type Regression } from './begin.js';

const STARTS_GATEWAY = {
  name: 'control',
  clerk: '2',
  with: { key: 'gateway-client', do: 'start' },
} as const;
const strike = (point: string, mode: StrikeMode) => ({ atMs: 0, strike: { point, mode, time: 1 } }) as const;
const people = (atMs: number, name: string, value: string) =>
  ({ atMs, fault: { of: 'people', name, value }, forMs: 0 }) as const;
/** A start that hangs, and whose repetition fails. */
const START_FAILS = [
  strike('SERVICE_CONTROL/start Start-VenueHostService', 'hung-after'),
  strike('SERVICE_CONTROL/start Start-VenueHostService', 'failed-after'),
] as const;

/** Of rollbacks that stop what was down for a moment, or what others have started. */
export const ROLLBACK: readonly Regression[] = [
  {
    title: 'stops for good what Services Monitor would start again, as the start of a clerk failed once',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      hours: 0.3,
      decisions: [
        people(60_000, 'killService', 'gateway-client'),
        lasts(60_100, 'service', 'gateway-client:never-starts', 20_000),
        { atMs: 60_300, act: STARTS_GATEWAY },
      ],
    },
  },
  {
    title: 'stops a gateway at noon that took long to start, the moment it is up',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      hours: 0.3,
      decisions: [
        { atMs: 50_000, fault: { of: 'starts', name: 'starts', value: 75_000 }, forMs: HOUR_MS },
        people(60_000, 'killService', 'gateway-client'),
        { atMs: 60_300, act: STARTS_GATEWAY },
      ],
    },
  },
  {
    title: 'stops a gateway at noon in the rollback of its start, as its link is silent for a moment',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      hours: 0.3,
      decisions: [
        ...START_FAILS,
        people(60_000, 'killService', 'gateway-client'),
        { atMs: 60_300, act: STARTS_GATEWAY },
        lasts(138_000, 'link', 'down', 20_000),
      ],
    },
  },
  {
    title: 'stops a gateway in the rollback of its start, after the resync that used it',
    plan: {
      ...AT_NIGHT,
      hours: 0.4,
      decisions: [
        ...START_FAILS,
        { atMs: 60_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 0, overrides: true } } },
        people(100_000, 'killService', 'gateway-client'),
        { atMs: 100_100, act: STARTS_GATEWAY },
      ],
    },
  },
  {
    title: 'stops a gateway in the rollback of its start mode, as it was down for a moment',
    plan: {
      ...AT_NIGHT,
      hours: 0.3,
      decisions: [
        strike('SERVICE_CONTROL/set-start-modes Set-ServiceStartMode', 'hung-after'),
        strike('SERVICE_CONTROL/set-start-modes Set-ServiceStartMode', 'failed-after'),
        people(50_000, 'stopService', 'gateway-client'),
        {
          atMs: 50_200,
          act: {
            name: 'control',
            clerk: '1',
            with: { key: 'gateway-client', do: 'setStartMode', startMode: 'MANUAL' },
          },
        },
      ],
    },
  },
  {
    title: 'takes a gateway in its daily restart for one that was stopped before the onboarding',
    plan: {
      ...AT_NIGHT,
      at: Date.parse('2031-05-05T19:00:00.000Z') - 62_300,
      isLicensed: false,
      hours: 0.2,
      decisions: [
        people(0, 'orderCloudSync', 'now'),
        { atMs: 60_000, act: ONBOARDS },
        { atMs: 68_000, act: { name: 'cancel', clerk: '1', with: {} } },
      ],
    },
  },
  {
    title: 'takes a gateway that Windows starts late for one that was stopped before the onboarding',
    plan: {
      ...AT_NIGHT,
      isLicensed: false,
      hours: 0.4,
      decisions: [
        people(0, 'orderCloudSync', 'now'),
        people(0, 'setStartMode', 'gateway-client:AutomaticDelayed'),
        { atMs: 60_000, act: ONBOARDS },
        { atMs: 61_500, fault: { of: 'reboot', name: 'reboot', value: 60_000 }, forMs: 0 },
        { atMs: 151_000, act: { name: 'cancel', clerk: '1', with: {} } },
      ],
    },
  },
  {
    title:
      'forgets a first sync that it could not withdraw, as the restore of the credential failed after it',
    plan: {
      ...AT_NIGHT,
      connected: 'never',
      hours: 0.5,
      decisions: [
        {
          ...strike('ONBOARD/undo Remove-FirstSync', 'died-after'),
          beside: { of: 'powershell', name: 'powershell', value: 'hung' },
          besideMs: 285_000,
        },
        { atMs: 60_000, act: { name: 'onboard', clerk: '1', with: { code: 'right', overrides: true } } },
        people(65_500, 'startService', 'cloud-sync'),
        lasts(71_500, 'cloud', 'error-500', 60_000),
        { atMs: 80_000, act: { name: 'cancel', clerk: '1', with: {} } },
      ],
    },
  },
  {
    title:
      'takes back a credential at noon that has worked for 38 minutes, as its link is silent for a moment',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      hours: 1,
      decisions: [
        strike('ONBOARD/download-cloud-sync Save-CloudSyncPackage', 'hung-before'),
        lasts(0, 'swiftpos', 'migrated', 24 * HOUR_MS),
        people(1000, 'removeService', 'cloud-sync'),
        { atMs: 60_000, act: ONBOARDS },
        lasts(40 * MINUTE_MS - 10_000, 'link', 'down', 20_000),
        { atMs: 40 * MINUTE_MS, act: { name: 'cancel', clerk: '1', with: {} } },
      ],
    },
  },
  {
    title: 'takes the silence of a gateway that a clerk stopped for a credential that was taken back',
    plan: {
      ...AT_NIGHT,
      restartsGateway: true,
      hours: 1,
      decisions: [
        {
          ...strike('ONBOARD/reread-credential Stop-VenueHostService', 'no-host'),
          beside: { of: 'venue', name: 'redeem', value: 'used' },
          besideMs: 67_000,
        },
        lasts(0, 'swiftpos', 'migrated', 24 * HOUR_MS),
        { atMs: 60_000, act: ONBOARDS },
        { atMs: 80_000, act: { name: 'cancel', clerk: '1', with: {} } },
        { atMs: 104_000, act: { name: 'control', clerk: '1', with: { key: 'gateway-client', do: 'stop' } } },
      ],
    },
  },
  {
    title: 'leaves a gateway stopped in a rollback whose first start hung, and tries none of the others',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      hours: 0.3,
      needs: ['gateway-client', 'connect'],
      decisions: [
        { atMs: 60_000, act: { name: 'control', clerk: '1', with: { key: 'connect', do: 'restart' } } },
        { atMs: 68_000, act: { name: 'cancel', clerk: '1', with: {} } },
        { atMs: 70_000, fault: { of: 'powershell', name: 'powershell', value: 'hung' }, forMs: 83_000 },
      ],
    },
  },
  {
    title: 'leaves Cloud Sync at Automatic in a rollback, as the start mode before it was refused',
    plan: {
      ...AT_NIGHT,
      hours: 0.4,
      decisions: [
        strike('ONBOARD/undo Set-ServiceStartMode', 'refused'),
        lasts(0, 'swiftpos', 'migrated', 24 * HOUR_MS),
        people(1000, 'setStartMode', 'gateway-client:Manual'),
        people(1100, 'setStartMode', 'cloud-sync:Disabled'),
        { atMs: 60_000, act: ONBOARDS },
        lasts(63_000, 'link', 'down', 600_000),
      ],
    },
  },
];
