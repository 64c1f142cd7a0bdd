/** Scenes about services, Services Monitor and the venue's server. */
import { SERVICE_KEYS } from '../../../../rehearsal/model/service-keys.js';
import { boot, type Call, host, type Parameters, type Scene, start, states, stop } from '../scene.js';

const all = states(...SERVICE_KEYS);
const OPERATION = { OperationId: 'an-operation' };

function suspend(...keys: readonly string[]): Call {
  return { call: 'Suspend-ServicesMonitor', with: { ...OPERATION, Key: keys } };
}
const resume: Call = { call: 'Resume-ServicesMonitor', with: OPERATION };
const release: Call = { call: 'Resume-ServicesMonitor', with: { Key: ['netpos'] } };

function mode(key: string, startMode: string): Call {
  return { call: 'Set-ServiceStartMode', with: { Key: key, StartMode: startMode } };
}

/** Of one service, until Windows shows it so. */
function until(key: (typeof SERVICE_KEYS)[number], state: string): Call {
  return { ...states(key), until: (row) => row['State'] === state };
}

/** Services Monitor checks every 400 ms, and starts what two checks in a row found stopped. */
const monitorSees = { wait: 1500 };

export const serviceScenes: readonly Scene[] = [
  {
    name: 'a machine boots, and its services start in their order',
    from: 'seeded',
    steps: [
      all,
      host,
      boot,
      boot,
      ...SERVICE_KEYS.slice(0, 4).map((key) => until(key, 'Running')),
      until('services-monitor', 'Running'),
      all,
    ],
  },
  {
    name: 'NetPOS starts with what it depends on, and stops before it',
    from: 'seeded',
    steps: [
      start('netpos', 0.5),
      states('netpos', 'connect'),
      start('netpos'),
      stop('connect'),
      states('netpos', 'connect'),
      start('connect'),
      states('netpos'),
      start('netpos'),
    ],
  },
  {
    name: 'start modes',
    from: 'seeded',
    steps: [
      mode('netpos', 'Disabled'),
      mode('netpos', 'Disabled'),
      states('netpos'),
      start('netpos'),
      mode('netpos', 'AutomaticDelayed'),
      mode('connect', 'Disabled'),
      start('netpos'),
      start('end-of-day'),
      mode('end-of-day', 'Manual'),
      states('netpos', 'connect', 'end-of-day', 'sales-processing'),
    ],
  },
  {
    name: 'Cloud Sync is not installed',
    from: 'seeded',
    steps: [
      states('cloud-sync'),
      start('cloud-sync'),
      stop('cloud-sync'),
      mode('cloud-sync', 'Automatic'),
      { call: 'Uninstall-CloudSync' },
      { call: 'Install-CloudSync', with: { Version: '10.58.0' } },
      { call: 'Remove-CloudSyncPackage', with: { Version: '10.58.0' } },
    ],
  },
  {
    name: 'Services Monitor starts what a person stops',
    from: 'seeded',
    steps: [
      start('services-monitor'),
      start('netpos'),
      monitorSees,
      { person: 'stops', key: 'netpos' },
      until('netpos', 'Stopped'),
      until('netpos', 'Running'),
      states('netpos', 'connect'),
    ],
  },
  {
    name: 'Services Monitor leaves a planned stop alone',
    from: 'seeded',
    nightly: true,
    steps: [
      start('services-monitor'),
      start('netpos'),
      monitorSees,
      stop('netpos'),
      stop('netpos'),
      monitorSees,
      states('netpos'),
      start('netpos'),
      states('netpos'),
    ],
  },
  {
    name: "an operation's planned stop outlasts a start",
    from: 'seeded',
    nightly: true,
    steps: [
      start('services-monitor'),
      start('netpos'),
      suspend('netpos', 'connect'),
      start('netpos'),
      monitorSees,
      { person: 'stops', key: 'netpos' },
      until('netpos', 'Stopped'),
      monitorSees,
      states('netpos'),
      suspend('end-of-day'),
      { ...resume, with: { OperationId: 'another' } },
      resume,
      monitorSees,
      until('netpos', 'Running'),
      resume,
    ],
  },
  {
    name: 'a stop that restores what was before is forgotten by Services Monitor',
    from: 'seeded',
    nightly: true,
    steps: [
      start('services-monitor'),
      start('netpos'),
      monitorSees,
      stop('netpos', { PlannedUntil: 'Stopped' }),
      resume,
      monitorSees,
      states('netpos'),
    ],
  },
  {
    name: 'a planned stop ends by key where its service runs again',
    from: 'seeded',
    nightly: true,
    steps: [
      start('services-monitor'),
      start('netpos'),
      monitorSees,
      stop('netpos'),
      release,
      host,
      { faults: { monitor: 'restarts-planned-stops' } },
      until('netpos', 'Running'),
      { faults: {} },
      host,
      release,
      host,
    ],
  },
  {
    name: 'the daily restart is suspended and resumed',
    from: 'seeded',
    steps: [
      host,
      { call: 'Suspend-DailyRestart', with: { ...OPERATION, Until: '2099-01-01T00:00:00Z' } },
      host,
      { call: 'Resume-DailyRestart', with: { OperationId: 'another' } },
      { call: 'Resume-DailyRestart', with: OPERATION },
      host,
      { call: 'Suspend-DailyRestart', with: { ...OPERATION, Until: '2020-01-01T00:00:00Z' } },
      host,
      { call: 'Resume-DailyRestart', with: { OperationId: 'another' } },
      { call: 'Resume-DailyRestart', with: OPERATION },
    ],
  },
  {
    name: 'the event log of services that start, stop, change and die',
    from: 'seeded',
    nightly: true,
    steps: [
      events(),
      start('netpos'),
      stop('netpos'),
      mode('netpos', 'Manual'),
      start('services-monitor'),
      start('connect'),
      monitorSees,
      { person: 'kills', key: 'connect' },
      until('connect', 'Stopped'),
      until('connect', 'Running'),
      events(),
      events({ First: 3 }),
      events({ MinimumLevel: 'WARNING' }),
      events({ Source: ['NetPOS', 'Services Monitor'] }),
      events({ Text: 'CONTROL 7036' }),
      events({ Until: '2020-01-01T00:00:00Z' }),
      events({ Since: '2020-01-01T00:00:00Z', First: 2 }),
      { call: 'Test-VenueAccess' },
      { call: 'Get-ConnectionOwner', with: { Port: [50_123, 50_124] } },
    ],
  },
];

function events(more: Parameters = {}): Call {
  return { call: 'Get-VenueEvent', with: more };
}
