/** Runs that once broke an invariant, as short as they could be made: `npm test` runs each. */
import type { RunPlan } from './decisions.js';

export interface Regression {
  /** What the heart did. */
  readonly title: string;
  readonly plan: RunPlan;
}

/** Monday, 12:00 in Sydney. */
const NOON = Date.parse('2031-05-05T02:00:00.000Z');
/** Tuesday, 00:30 in Sydney. */
const NIGHT = Date.parse('2031-05-05T14:30:00.000Z');

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
      seed: 1,
      cells: [],
      at: NIGHT,
      connected: 'synced',
      isLicensed: true,
      restartsGateway: false,
      secondPerson: false,
      hours: 0.5,
      decisions: [
        { atMs: 60_000, act: { name: 'resync', clerk: '1', with: { inMinutes: 10, overrides: true } } },
        { atMs: 640_000, fault: { of: 'people', name: 'sell', value: 'now' }, forMs: 0 },
      ],
    },
  },
];
