import { AppError } from '../../errors.js';
import { gateAgainst } from '../clerks/clerk-security.js';
import { loadViewer } from '../clerks/load-viewer.js';
import { requireReady } from '../plans/plan-book.js';
import type { ClerkReader } from '../ports/clerk-reader.js';
import type { Step } from '../runner/step.js';
import { Permission } from '../words/permissions.js';
import { drawResync, type ResyncPlanParts } from './resync-plan.js';

export interface CheckAgainParts extends ResyncPlanParts {
  readonly clerks: ClerkReader;
}

/** Both gates, every check and the window, as they are now: a window that no longer fits ends it before anything stops. */
export function checkAgainStep(parts: CheckAgainParts): Step {
  return {
    name: 'check-again',
    title: 'Check again that it may begin',
    deadlineMs: 60_000,
    async perform(run) {
      const { requestedById, requestedByName, input } = run.operation;
      const viewer = await loadViewer(parts, requestedById, { id: '', steppedUpUntil: undefined });
      const gate = viewer ? gateAgainst(viewer, Permission.CLOUD_CONNECTIVITY_ONBOARD) : 'PERMISSION';
      if (gate) {
        const message = `${requestedByName} may not do this any more (${gate}).`;
        throw new AppError('FORBIDDEN', { message, remedy: 'Have it asked for by a clerk who may.' });
      }
      const { checks } = await drawResync(parts, { rank: viewer?.securityGroup?.rank });
      requireReady(checks, input['overrides'] as readonly string[]);
      return undefined;
    },
  };
}
