/** Every method of the venue's stores, in each way that makes a statement of its own: a proof about the statements is a proof about all of them. */
import { Permission } from '../../src/domain/types/permissions.js';
import type { OpenVenueDatabase } from '../../src/storage/open-venue.js';
import { at } from './samples.js';

/** A method that is new doesn't compile until it is here. */
type EveryMethod<Stores> = {
  [Store in keyof Stores]: { [Method in keyof Stores[Store]]: (stores: Stores) => Promise<unknown>[] };
};

export const VENUE: EveryMethod<Pick<OpenVenueDatabase, 'venue' | 'clerks'>> = {
  venue: {
    registration: ({ venue }) => [venue.registration()],
    locationGroups: ({ venue }) => [venue.locationGroups()],
    locations: ({ venue }) => [venue.locations(), venue.locations(['2'])],
    tradingPeriods: ({ venue }) => [venue.tradingPeriods()],
    lastSaleAt: ({ venue }) => [venue.lastSaleAt()],
    requireWholeClerks: ({ venue }) => [venue.requireWholeClerks()],
    databaseOperations: ({ venue }) => [venue.databaseOperations()],
    syncBacklog: ({ venue }) => [venue.syncBacklog()],
    syncExceptions: ({ venue }) => [venue.syncExceptions(undefined), venue.syncExceptions(at(0))],
    syncTableCounts: ({ venue }) => [venue.syncTableCounts()],
    utcNow: ({ venue }) => [venue.utcNow()],
    viewProfile: ({ venue }) => [venue.viewProfile()],
  },
  clerks: {
    clerks: ({ clerks }) => [clerks.clerks(), clerks.clerks(['1'])],
    standings: ({ clerks }) => [clerks.standings(['1'])],
    clerksOfClerkGroups: ({ clerks }) => [clerks.clerksOfClerkGroups(['0'])],
    clerksOfSecurityGroups: ({ clerks }) => [clerks.clerksOfSecurityGroups(['9'])],
    clerkGroups: ({ clerks }) => [clerks.clerkGroups(), clerks.clerkGroups(['0'])],
    locationGroupIdsOf: ({ clerks }) => [clerks.locationGroupIdsOf(['0'])],
    securityGroups: ({ clerks }) => [clerks.securityGroups(), clerks.securityGroups(['9'])],
    ticks: ({ clerks }) => [clerks.ticks(['9'])],
    grant: ({ clerks }) => [
      clerks.grant({
        securityGroupId: '7',
        permission: Permission.AUDIT_VIEW,
        byName: 'Morgan',
        at: at(0),
        expiresAt: at(60),
      }),
      clerks.grant({
        securityGroupId: '9',
        permission: Permission.SERVICES_CONTROL,
        byName: 'Morgan',
        at: at(0),
      }),
    ],
    revoke: ({ clerks }) => [
      clerks.revoke({ securityGroupId: '7', permission: Permission.AUDIT_VIEW, byName: 'Morgan', at: at(1) }),
    ],
  },
};

/** In their order, as one leaves what the next finds. */
export async function askAll<Stores>(every: EveryMethod<Stores>, stores: Stores): Promise<number> {
  let asked = 0;
  for (const store of Object.values(every) as Record<string, (stores: Stores) => Promise<unknown>[]>[])
    for (const ask of Object.values(store)) {
      for (const answer of ask(stores)) {
        await answer;
        asked += 1;
      }
    }
  return asked;
}
