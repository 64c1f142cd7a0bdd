/** Every scene. */

import type { Scene } from './scene.js';
import { faultScenes } from './table/faults.js';
import { onboardingScenes, wholeOnboarding } from './table/onboarding.js';
import { serviceScenes } from './table/services.js';
import { syncScenes } from './table/sync.js';

export { wholeOnboarding };

export const scenes: readonly Scene[] = [
  ...serviceScenes,
  ...onboardingScenes,
  ...syncScenes,
  ...faultScenes,
];
