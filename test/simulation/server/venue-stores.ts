/** The venue's database, whose rows are the model's, as the control plane's ports have them. */
import * as rows from '../../../rehearsal/model/rows.js';
import type { VenueModel } from '../../../rehearsal/model/venue-model.js';
import type { ClerkStanding, PermissionTickRow } from '../../../src/domain/ports/clerk-reader.js';
import type { ClerkStore } from '../../../src/domain/ports/clerk-store.js';
import type { VenueStore } from '../../../src/domain/ports/venue-store.js';

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
