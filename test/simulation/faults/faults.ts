/** Faults of the surroundings, by the clock: each is data, so that a run can be repeated with fewer of them. */
import { SERVICE_KEYS } from '../../../src/domain/types/services.js';
import type { Random } from '../random.js';

/** `venue`: a fault of the rehearsal's map. The others are of the simulator, or acts of people behind our back. */
export interface Fault {
  readonly of:
    | 'venue'
    | 'powershell'
    | 'venue-database'
    | 'hours'
    | 'starts'
    | 'state'
    | 'clock'
    | 'sleep'
    | 'reboot'
    | 'people';
  readonly name: string;
  readonly value: string | number;
}

interface FaultKind {
  make(random: Random): Fault;
}

const venue = (name: string, ...values: string[]): FaultKind => ({
  make: (random) => ({ of: 'venue', name, value: random.pick(values) }),
});
const one = (of: Fault['of'], name: string, value: (random: Random) => string | number): FaultKind => ({
  make: (random) => ({ of, name, value: value(random) }),
});

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Of a virtual machine: by its host's backup, or over a morning. */
function pauseOf(random: Random): number {
  return random.pick([random.between(5, 600) * 1000, random.between(2, 11) * HOUR_MS]);
}

/** By the methods that read them. */
const VIEWS = ['registration', 'tradingPeriods', 'lastSaleAt', 'locations', 'syncBacklog'];

export const FAULTS: readonly FaultKind[] = [
  venue('cloud', 'down', 'error-500', 'error-429', 'reset', 'malformed', 'slow'),
  venue('redeem', 'timeout-before-commit', 'timeout-after-commit', 'used', 'expired'),
  venue('registration', 'expired', 'expiring'),
  venue('licence', 'no-cloud-sync'),
  venue('package', 'checksum-wrong', 'signature-wrong', 'truncated', 'cut'),
  venue('sync', 'stall', 'fail-at-50', 'refuses-withdrawal', 'exceptions', 'backlog'),
  venue('link', 'down', 'old-server-connected'),
  venue('elevation', 'missing'),
  venue('swiftpos', 'too-old', 'version-mismatch', 'migrated', 'web-server-down'),
  venue('database', 'reindexing'),
  {
    make: (random) => {
      const key = random.pick(['gateway-client', 'cloud-sync', ...SERVICE_KEYS]);
      const how = random.pick(['stops-after-start', 'never-starts', 'stubborn', 'crashes']);
      return { of: 'venue', name: 'service', value: `${key}:${how}` };
    },
  },
  venue('monitor', 'restarts-planned-stops', 'daily-restart-in-window'),
  one('powershell', 'powershell', (random) => random.pick(['away', 'slow', 'hung'])),
  one('venue-database', 'venue-database', (random) =>
    random.pick(['away', 'malformed', ...VIEWS.map((view) => `malformed:${view}`)]),
  ),
  one('hours', 'hours', () => 'unknown'),
  // Longer than a start may take.
  one('starts', 'starts', () => 75_000),
  one('state', 'state', () => 'away'),
  one('clock', 'moved', (random) => random.pick([-1, 1]) * random.pick([MINUTE_MS, HOUR_MS, 26 * HOUR_MS])),
  one('clock', 'database', (random) => random.pick(['of the host', 0, -5 * HOUR_MS, 14 * HOUR_MS])),
  one('sleep', 'sleep', (random) => random.between(5, 600) * 1000),
  one('sleep', 'paused', (random) => pauseOf(random)),
  one('sleep', 'stood-still', (random) => pauseOf(random)),
  one('reboot', 'reboot', (random) => random.between(30, 300) * 1000),
  {
    make: (random) => {
      const key = random.pick(['gateway-client', 'cloud-sync', ...SERVICE_KEYS]);
      const name = random.pick([
        'stopService',
        'startService',
        'killService',
        'pauseService',
        'setStartMode',
        'removeService',
        'installService',
      ]);
      return {
        of: 'people',
        name,
        value:
          name === 'setStartMode'
            ? `${key}:${random.pick(['Manual', 'Disabled', 'Automatic', 'AutomaticDelayed'])}`
            : key,
      };
    },
  },
  // The second with a newer credential.
  one('people', 'otherServer', (random) => random.pick(['appears', 'takes-over'])),
  one('people', 'otherSend', () => 'begins'),
  one('people', 'withdrawSend', () => 'now'),
  one('people', 'orderCloudSync', () => 'now'),
  one('people', 'sell', () => 'now'),
];
