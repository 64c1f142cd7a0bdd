/** The state to work with; what was wrong with the audit's anchor in its folder is recorded before that is written again. */
import { noteLostAnchor } from '../domain/audit/note-lost-anchor.js';
import type { OpenedState, World } from './command-context.js';

export function openState(world: World, isSupervised = false): Promise<OpenedState> {
  return world.openState((state, lost) => {
    const alerts = world.alertsHere(isSupervised);
    return noteLostAnchor(state, lost, { clock: world.clock, log: world.log(), alerts });
  });
}
