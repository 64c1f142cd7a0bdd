import type { Decision } from '../decisions.js';
import type { Fault } from '../faults/faults.js';
import { AT_NIGHT, MORNING, NOON, ONBOARDS, type Regression, STOP_NETPOS, YEAR_MINUTES } from './begin.js';

/** Of resyncs, service control, status and clock. */
export const OTHERS: readonly Regression[] = [
  {
    title: 'begins a scheduled resync after another program has sent the rows that were its reason',
    plan: {
      ...AT_NIGHT,
      decisions: [
        { atMs: 0, fault: { of: 'venue', name: 'sync', value: 'exceptions' }, forMs: 90_000 },
        { atMs: 60_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 10, overrides: false } } },
        { atMs: 120_000, fault: { of: 'people', name: 'otherSend', value: 'begins' }, forMs: 0 },
      ],
    },
  },
  {
    title: 'begins a resync after the server was off, while another program has sent its rows',
    plan: {
      ...AT_NIGHT,
      hours: 0.5,
      decisions: [
        { atMs: 0, fault: { of: 'venue', name: 'sync', value: 'exceptions' }, forMs: 300_000 },
        { atMs: 60_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 0, overrides: false } } },
        { atMs: 60_250, kill: { downMs: 1_500_000 } },
        { atMs: 400_000, fault: { of: 'people', name: 'otherSend', value: 'begins' }, forMs: 0 },
      ],
    },
  },
  {
    title: 'waits without an end for a send that stalls',
    plan: {
      ...AT_NIGHT,
      isLarge: true,
      hours: 2,
      decisions: [
        { atMs: 60_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 0, overrides: true } } },
        { atMs: 300_000, fault: { of: 'venue', name: 'sync', value: 'stall' }, forMs: 6_000_000 },
      ],
    },
  },
  {
    title: 'says that a service is stopped as before, whose stop was refused',
    plan: {
      ...AT_NIGHT,
      decisions: [
        STOP_NETPOS,
        {
          atMs: 0,
          strike: { point: 'SERVICE_CONTROL/start Start-VenueHostService', mode: 'failed-after', time: 1 },
        },
        {
          atMs: 0,
          strike: { point: 'SERVICE_CONTROL/undo Stop-VenueHostService', mode: 'refused', time: 1 },
        },
        { atMs: 180_000, act: { name: 'control', clerk: '1', with: { key: 'netpos', do: 'start' } } },
      ],
    },
  },
  {
    title: 'calls a resync complete whose send was withdrawn in the cloud',
    plan: {
      ...AT_NIGHT,
      isLarge: true,
      decisions: [
        { atMs: 60_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 0, overrides: true } } },
        { atMs: 300_000, fault: { of: 'people', name: 'withdrawSend', value: 'now' }, forMs: 0 },
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
      at: MORNING + 30 * 60_000,
      isLarge: true,
      hours: 0.65,
      decisions: [
        {
          atMs: 60_000,
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
    title: 'says that Doshii works through a Cloud Sync that crashes again and again',
    plan: {
      ...AT_NIGHT,
      decisions: [
        {
          atMs: 60_000,
          fault: { of: 'venue', name: 'service', value: 'cloud-sync:crashes' },
          forMs: 600_000,
        },
      ],
    },
  },
  {
    title: 'keeps the alert of ordering open for an hour after Gateway Client runs steadily',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      hours: 0.4,
      decisions: [
        {
          atMs: 60_000,
          fault: { of: 'venue', name: 'service', value: 'gateway-client:crashes' },
          forMs: 248_000,
        },
      ],
    },
  },
  {
    title: 'begins a resync after a sale that was made since it was requested',
    plan: {
      ...AT_NIGHT,
      hours: 0.5,
      decisions: [
        {
          atMs: 60_000,
          act: { name: 'resync', clerk: '1', with: { inMinutes: 0, overrides: 'all but hours' } },
        },
        { atMs: 60_170, fault: { of: 'powershell', name: 'powershell', value: 'away' }, forMs: 50_000 },
        { atMs: 80_000, fault: { of: 'people', name: 'sell', value: 'now' }, forMs: 0 },
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
    title: 'says that ordering works while the web server of SwiftAPI is stopped',
    plan: {
      ...AT_NIGHT,
      at: NOON,
      hours: 0.1,
      decisions: [
        { atMs: 60_000, fault: { of: 'venue', name: 'swiftpos', value: 'web-server-down' }, forMs: 240_000 },
      ],
    },
  },
  {
    title: 'says that a gateway is being changed which died after its restart had ended',
    plan: {
      ...AT_NIGHT,
      hours: 0.2,
      decisions: [
        { atMs: 1000, fault: { of: 'people', name: 'stopService', value: 'services-monitor' }, forMs: 0 },
        {
          atMs: 60_000,
          act: { name: 'control', clerk: '1', with: { key: 'gateway-client', do: 'restart' } },
        },
        { atMs: 300_000, fault: { of: 'people', name: 'killService', value: 'gateway-client' }, forMs: 0 },
      ],
    },
  },
  {
    title: 'begins a scheduled resync at another time, after the clock was set forward or back',
    plan: {
      ...AT_NIGHT,
      decisions: [
        { atMs: 60_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 10, overrides: true } } },
        { atMs: 120_000, fault: moved(25), forMs: 120_000 },
        { atMs: 300_000, fault: moved(-20), forMs: 500_000 },
      ],
    },
  },
  {
    title: 'begins a scheduled resync by a clock that was set forward while the server was off',
    plan: {
      ...AT_NIGHT,
      decisions: [
        { atMs: 60_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 10, overrides: true } } },
        { atMs: 120_000, kill: { downMs: 60_000 } },
        { atMs: 130_000, fault: moved(25), forMs: 600_000 },
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
  {
    title: 'offers to finish with a code that another server has made old since',
    plan: {
      ...AT_NIGHT,
      connected: 'never',
      hours: 0.3,
      decisions: [
        {
          atMs: 0,
          strike: { point: 'ONBOARD/start-gateway-client Start-VenueHostService', mode: 'refused', time: 1 },
        },
        { atMs: 60_000, act: ONBOARDS },
        {
          atMs: 400_000,
          fault: { of: 'people', name: 'otherServer', value: 'takes-over' },
          forMs: 3_000_000,
        },
      ],
    },
    isUsedAgain: true,
  },
  {
    title: 'offers to finish with a code that another server made old before the rollback ended',
    plan: {
      ...AT_NIGHT,
      connected: 'never',
      hours: 0.4,
      decisions: [
        {
          atMs: 0,
          strike: {
            point: 'ONBOARD/start-gateway-client Start-VenueHostService',
            mode: 'hung-before',
            time: 1,
          },
        },
        { atMs: 60_000, act: ONBOARDS },
        {
          atMs: 90_000,
          fault: { of: 'people', name: 'otherServer', value: 'takes-over' },
          forMs: 600_000,
        },
      ],
    },
    isUsedAgain: true,
  },
];

function moved(minutes: number): Fault {
  return { of: 'clock', name: 'moved', value: minutes * 60_000 };
}
