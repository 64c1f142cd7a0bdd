/** How the runs of the regressions begin. */
import type { Decision, RunPlan } from '../decisions.js';

export interface Regression {
  /** What the heart did. */
  readonly title: string;
  readonly plan: RunPlan;
  /** What it broke shows only when the venue is used again. */
  readonly isUsedAgain?: true;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** Monday, 12:00 in Sydney. */
export const NOON = Date.parse('2031-05-05T02:00:00.000Z');
/** Monday, 09:00 in Sydney: it opens at 10:00. */
export const MORNING = Date.parse('2031-05-04T23:00:00.000Z');
/** Monday, 22:00 in Sydney: it closes at 23:00. */
export const EVENING = Date.parse('2031-05-05T12:00:00.000Z');
/** Tuesday, 00:30 in Sydney. */
export const NIGHT = Date.parse('2031-05-05T14:30:00.000Z');

export const YEAR_MINUTES = 365 * 24 * 60;

export const STOP_NETPOS: Decision = {
  atMs: 60_000,
  act: { name: 'control', clerk: '1', with: { key: 'netpos', do: 'stop', startMode: 'AUTOMATIC' } },
};

export const ONBOARDS = {
  name: 'onboard',
  clerk: '1',
  with: { code: 'right', overrides: 'all but hours' },
} as const;

/** A fault of the venue that lasts. */
export function lasts(atMs: number, name: string, value: string, forMs: number): Decision {
  return { atMs, fault: { of: 'venue', name, value }, forMs };
}

export const AT_NIGHT = {
  seed: 1,
  cells: [],
  at: NIGHT,
  connected: 'synced',
  isLicensed: true,
  restartsGateway: false,
  secondPerson: false,
  isLarge: false,
  hours: 0.25,
} as const;
