/** What each view of schema `controlplane` says, on every engine; the query below it is the engine's. In SQLite they have their plain names. */
import type { VenueView } from './venue-view.js';
import { clerk } from './views/clerk.js';
import { clerkGroup } from './views/clerk-group.js';
import { clerkGroupLocationGroup } from './views/clerk-group-location-group.js';
import { databaseOperation } from './views/database-operation.js';
import { lastSale } from './views/last-sale.js';
import { location } from './views/location.js';
import { locationGroup } from './views/location-group.js';
import { permissionTick } from './views/permission-tick.js';
import { registration } from './views/registration.js';
import { securityGroup } from './views/security-group.js';
import { syncException } from './views/sync-exception.js';
import { syncMessageSummary } from './views/sync-message-summary.js';
import { syncTable } from './views/sync-table.js';
import { syncVersion } from './views/sync-version.js';
import { tradingPeriod } from './views/trading-period.js';

export const VENUE_VIEWS = [
  registration,
  locationGroup,
  location,
  clerkGroup,
  clerkGroupLocationGroup,
  clerk,
  securityGroup,
  permissionTick,
  tradingPeriod,
  lastSale,
  databaseOperation,
  syncMessageSummary,
  syncException,
  syncVersion,
  syncTable,
] as const satisfies readonly VenueView[];

export type VenueViewName = (typeof VENUE_VIEWS)[number]['name'];
