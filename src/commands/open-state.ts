/** The state to work with; what was wrong with the audit's anchor in its folder goes on record, as that is written again. */
import { noteLostAnchor } from '../operations/clerks/note-lost-anchor.js';
import type { OpenedState, World } from './world.js';

export async function openState(world: World): Promise<OpenedState> {
  return noteLostAnchor(await world.openState(), { clock: world.clock, log: world.log() });
}
