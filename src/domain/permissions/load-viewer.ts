/** From a clerk and a session to a viewer. */

import type { Viewer } from '../request/viewer.js';
import { type StandingSources, standingsOf } from './standing.js';

/** Undefined when the clerk is unknown or switched off. */
export async function loadViewer(
  from: StandingSources,
  clerkId: string,
  session: { readonly id: string; readonly steppedUpUntil: Date | undefined },
): Promise<Viewer | undefined> {
  const [clerk] = await from.clerks.clerks([clerkId]);
  if (!clerk?.active) return undefined;
  const [standing] = await standingsOf(from, [clerk]);
  return standing && { ...standing, sessionId: session.id, steppedUpUntil: session.steppedUpUntil };
}
