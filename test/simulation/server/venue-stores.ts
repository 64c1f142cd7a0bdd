/** The venue's database, whose rows are the model's, as the control plane's ports have them. */
import * as rows from '../../../rehearsal/model/rows.js';
import type { VenueModel } from '../../../rehearsal/model/venue-model.js';
import { loadViewer } from '../../../src/domain/permissions/standing.js';
import type { ClerkStanding, PermissionTickRow } from '../../../src/domain/ports/clerk-reader.js';
import type { ClerkStore } from '../../../src/domain/ports/clerk-store.js';
import type { VenueStore } from '../../../src/domain/ports/venue-store.js';
import type { Caller } from '../../../src/domain/request/viewer.js';

export function venueStoreOf(model: VenueModel): VenueStore {
  return {
    registration: async () => rows.registration(model),
    locationGroups: async () => rows.locationGroups(model),
    locations: async (groupIds) => rows.locations(model, groupIds),
    tradingPeriods: async () => rows.tradingPeriods(model),
    lastSaleAt: async () => rows.lastSaleAt(model),
    requireWholeClerks: async () => undefined,
    databaseOperations: async () => rows.databaseOperations(model),
    syncBacklog: async () => rows.syncBacklog(model),
    syncExceptions: async (since) => rows.syncExceptions(model, since),
    syncTableCounts: async () => rows.syncTableCounts(model),
    // The database is on the machine of the server.
    utcNow: async () => undefined,
    viewProfile: async () => undefined,
  };
}

/** `now`: the machine's clock, by which grants end. */
export function clerkStoreOf(model: VenueModel, now: () => Date): ClerkStore {
  return {
    clerks: async (ids) => rows.clerks(model, ids),
    standings: async (ids) => rows.standings(model, ids, now()) as readonly ClerkStanding[],
    clerksOfClerkGroups: async (groupIds) => rows.clerksOfClerkGroups(model, groupIds),
    clerksOfSecurityGroups: async (groupIds) => rows.clerksOfSecurityGroups(model, groupIds),
    clerkGroups: async (ids) => rows.clerkGroups(model, ids),
    locationGroupIdsOf: async (groupIds) => rows.locationGroupIdsOf(model, groupIds),
    securityGroups: async (ids) => rows.securityGroups(model, ids),
    ticks: async (groupIds) => rows.ticks(model, groupIds, now()) as readonly PermissionTickRow[],
    grant: async (tick) => rows.grant(model, tick),
    revoke: async (tick) => rows.revoke(model, tick),
  };
}

/** A clerk who has just entered the PIN. */
export async function callerOf(
  model: VenueModel,
  now: () => Date,
  clerkId: string,
  correlationId: string,
): Promise<Caller> {
  const from = { clerks: clerkStoreOf(model, now), venue: venueStoreOf(model) };
  const session = { id: `session of ${clerkId}`, steppedUpUntil: new Date('2099-01-01T00:00:00.000Z') };
  const viewer = await loadViewer(from, clerkId, session);
  if (!viewer) throw new Error(`The model has no clerk ${clerkId}`);
  return { viewer, correlationId };
}
