/** Runs that once broke an invariant, as short as they could be made: `npm test` runs each. */
import type { Regression } from './begin.js';
import { CLOCK } from './clock.js';
import { ONBOARDING } from './onboarding.js';
import { ORDERING } from './ordering.js';
import { OTHERS } from './others.js';
import { OVERRIDES } from './overrides.js';
import { ROLLBACK } from './rollback.js';

export const REGRESSIONS: readonly Regression[] = [
  ...ORDERING,
  ...CLOCK,
  ...ROLLBACK,
  ...OVERRIDES,
  ...OTHERS,
  ...ONBOARDING,
];
