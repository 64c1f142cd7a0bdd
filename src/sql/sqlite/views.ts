/** The query of each view over the practice tables of the rehearsal; a view without one doesn't compile. */
import type { VenueViewName } from '../venue/views.js';
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

export const VIEW_QUERIES: Readonly<Record<VenueViewName, string>> = {
  clerk_group_location_group: clerkGroupLocationGroup,
  clerk_group: clerkGroup,
  clerk,
  database_operation: databaseOperation,
  last_sale: lastSale,
  location_group: locationGroup,
  location,
  permission_tick: permissionTick,
  registration,
  security_group: securityGroup,
  sync_exception: syncException,
  sync_message_summary: syncMessageSummary,
  sync_table: syncTable,
  sync_version: syncVersion,
  trading_period: tradingPeriod,
};
