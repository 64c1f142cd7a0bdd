import { AT_NIGHT, HOUR_MS, lasts, MINUTE_MS, NOON, ONBOARDS, type Regression } from './begin.js';

const ROWS_FAIL = { of: 'venue', name: 'sync', value: 'exceptions' } as const;
/** The battery of the machine's clock is dead: after a power cut it shows a time of years ago. */
const YEARS_AGO = { of: 'clock', name: 'moved', value: -20 * 365 * 24 * HOUR_MS } as const;
const A_DAY_AHEAD = { of: 'clock', name: 'moved', value: 26 * HOUR_MS } as const;
const AWAY = { of: 'venue', name: 'cloud', value: 'down' } as const;

const ORDERED = { of: 'people', name: 'orderCloudSync', value: 'now' } as const;
/** Of a scheduled send. */
const BEFORE_ITS_START = 90_000 + 150 * MINUTE_MS - 20_000;

/** Of a time that is wrong when a server starts, or that a paused machine has missed. */
export const CLOCK: readonly Regression[] = [
  {
    title: 'begins a send half a day late, by a clock that no one had confirmed when it was found in time',
    plan: {
      ...AT_NIGHT,
      at: NOON + 10 * HOUR_MS + 40 * MINUTE_MS,
      isLarge: true,
      hours: 14.5,
      decisions: [
        { atMs: 0, fault: ROWS_FAIL, forMs: 24 * HOUR_MS },
        { atMs: 60_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 0, overrides: true } } },
        { atMs: 60_245, kill: { downMs: 13.4 * HOUR_MS } },
        { atMs: 62_000, fault: YEARS_AGO, forMs: 24 * HOUR_MS },
        { atMs: 62_000, fault: AWAY, forMs: 13.4 * HOUR_MS + 120_000 },
      ],
    },
  },
  {
    title: 'begins a send a day late without its reason, by a clock that no one had confirmed',
    plan: {
      ...AT_NIGHT,
      at: NOON + 11.5 * HOUR_MS,
      hours: 26,
      decisions: [
        { atMs: 0, fault: ROWS_FAIL, forMs: 300_000 },
        { atMs: 60_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 0, overrides: false } } },
        { atMs: 60_245, kill: { downMs: 24.2 * HOUR_MS } },
        { atMs: 62_000, fault: YEARS_AGO, forMs: 48 * HOUR_MS },
        { atMs: 2 * HOUR_MS, fault: { of: 'people', name: 'otherSend', value: 'begins' }, forMs: 0 },
        { atMs: 24 * HOUR_MS, fault: AWAY, forMs: 0.2 * HOUR_MS + 180_000 },
      ],
    },
  },
  {
    title: 'stops a gateway at noon twelve hours late, by a clock that no one has confirmed',
    plan: {
      ...AT_NIGHT,
      at: NOON + 11 * HOUR_MS + 40 * MINUTE_MS,
      hours: 14.5,
      decisions: [
        { atMs: 60_000, act: { name: 'control', clerk: '1', with: { key: 'gateway-client', do: 'stop' } } },
        { atMs: 60_030, fault: { of: 'reboot', name: 'reboot', value: 12.4 * HOUR_MS }, forMs: 0 },
        { atMs: 62_000, fault: YEARS_AGO, forMs: 24 * HOUR_MS },
        { atMs: 62_000, fault: AWAY, forMs: 12.4 * HOUR_MS + 180_000 },
      ],
    },
  },
  {
    title: 'begins a scheduled send nine hours late, as its virtual machine was paused',
    plan: {
      ...AT_NIGHT,
      isLarge: true,
      hours: 11,
      decisions: [
        { atMs: 0, fault: ROWS_FAIL, forMs: 24 * HOUR_MS },
        { atMs: 90_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 150, overrides: false } } },
        {
          atMs: 90_000 + 150 * MINUTE_MS - 20_000,
          fault: { of: 'sleep', name: 'paused', value: 9 * HOUR_MS },
          forMs: 0,
        },
      ],
    },
  },
  {
    title: 'takes a service for one that keeps stopping, by an event that a clock dated a day ahead',
    isUsedAgain: true,
    plan: {
      ...AT_NIGHT,
      hours: 1,
      decisions: [
        { atMs: 60_000, fault: A_DAY_AHEAD, forMs: 120_000 },
        { atMs: 70_000, fault: { of: 'people', name: 'killService', value: 'netpos' }, forMs: 0 },
      ],
    },
  },
  {
    title: 'stops a gateway by the time before a pause of eleven hours, as the cloud is away',
    plan: {
      ...AT_NIGHT,
      isLicensed: false,
      restartsGateway: true,
      hours: 13,
      decisions: [
        { atMs: 0, fault: ORDERED, forMs: 0 },
        { atMs: 60_000, act: ONBOARDS },
        { atMs: 64_000, fault: { of: 'sleep', name: 'paused', value: 11 * HOUR_MS }, forMs: 0 },
        lasts(64_001, 'cloud', 'error-500', 600_000),
      ],
    },
  },
  {
    title: 'begins a first sync by the time before a pause, which the cloud had confirmed before it',
    plan: {
      ...AT_NIGHT,
      isLicensed: false,
      isLarge: true,
      hours: 13,
      decisions: [
        { atMs: 0, fault: ORDERED, forMs: 0 },
        { atMs: 60_000, act: ONBOARDS },
        lasts(65_000, 'database', 'reindexing', 235_100),
        { atMs: 300_000, fault: { of: 'sleep', name: 'paused', value: 11 * HOUR_MS }, forMs: 0 },
      ],
    },
  },
  {
    title: 'begins a scheduled send by two clocks that are as before a pause, and asks no other',
    plan: {
      ...AT_NIGHT,
      isLarge: true,
      hours: 11.6,
      decisions: [
        { atMs: 0, fault: ROWS_FAIL, forMs: 24 * HOUR_MS },
        { atMs: 90_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 150, overrides: false } } },
        {
          atMs: BEFORE_ITS_START,
          fault: { of: 'sleep', name: 'paused', value: 9 * HOUR_MS },
          forMs: 0,
        },
        {
          atMs: BEFORE_ITS_START,
          fault: { of: 'clock', name: 'moved', value: -9 * HOUR_MS },
          forMs: 300_000,
        },
      ],
    },
  },
  {
    title: 'begins a send four hours late, as both clocks stood still in a step before it',
    plan: {
      ...AT_NIGHT,
      at: NOON + 8.5 * HOUR_MS,
      hours: 4.5,
      decisions: [
        {
          atMs: 0,
          strike: { point: 'RESYNC/hold-daily-restart Suspend-DailyRestart', mode: 'died-before', time: 1 },
          beside: { of: 'sleep', name: 'stood-still', value: 4 * HOUR_MS },
          besideMs: 41_000,
        },
        { atMs: 34_144, act: { name: 'resync', clerk: '1', with: { inMinutes: 0, overrides: true } } },
      ],
    },
  },
  {
    title: 'begins a scheduled send by two clocks of a host that was paused, against that of the cloud',
    plan: {
      ...AT_NIGHT,
      isLarge: true,
      hours: 11.6,
      decisions: [
        { atMs: 0, fault: ROWS_FAIL, forMs: 24 * HOUR_MS },
        { atMs: 0, fault: { of: 'clock', name: 'database', value: 'of the host' }, forMs: 24 * HOUR_MS },
        { atMs: 90_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 150, overrides: false } } },
        {
          atMs: BEFORE_ITS_START,
          fault: { of: 'sleep', name: 'paused', value: 9 * HOUR_MS },
          forMs: 0,
        },
        {
          atMs: BEFORE_ITS_START,
          fault: { of: 'clock', name: 'moved', value: -9 * HOUR_MS },
          forMs: 300_000,
        },
      ],
    },
  },
  {
    title: 'begins a first sync by a clock of the database that was moved while the cloud is away',
    plan: {
      ...AT_NIGHT,
      isLicensed: false,
      hours: 12,
      decisions: [
        {
          atMs: 0,
          strike: { point: 'ONBOARD/set-start-modes updateStep:SUCCEEDED', mode: 'off-for-hours', time: 1 },
        },
        { atMs: 0, fault: { of: 'clock', name: 'database', value: 0 }, forMs: 11 * HOUR_MS },
        { atMs: 30_000, fault: ORDERED, forMs: 0 },
        { atMs: 60_000, act: ONBOARDS },
        { atMs: 11 * HOUR_MS - MINUTE_MS, fault: AWAY, forMs: 6 * MINUTE_MS },
        {
          atMs: 11 * HOUR_MS,
          fault: { of: 'clock', name: 'database', value: 14 * HOUR_MS },
          forMs: HOUR_MS,
        },
      ],
    },
  },
];
