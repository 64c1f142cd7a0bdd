/** Columns of the views that the stores read, as Kysely sees them. */
import type { Flag, OptionalTime, Time } from '../columns.js';

export interface VenueTables {
  clerk: {
    id: string;
    name: string;
    active: Flag;
    clerk_group_id: string;
    security_group_id: string | null;
  };
  clerk_group: { id: string; name: string };
  clerk_group_location_group: { clerk_group_id: string; location_group_id: string };
  security_group: { id: string; name: string; rank: number };
  permission_tick: {
    security_group_id: string;
    permission: string;
    granted: Flag;
    granted_by_name: string | null;
    granted_at: OptionalTime;
    expires_at: OptionalTime;
  };
  location_group: { id: string; name: string };
  location: { id: string; name: string; location_group_id: string };
  registration: {
    customer_number: string;
    company_name: string;
    registered_email: string;
    expires_on: string;
    swiftpos_version: string;
    licences: string;
    region: string;
    time_zone: string;
  };
  trading_period: { weekday: string; opens_at: string; closes_at: string };
  last_sale: { sold_at: OptionalTime };
  database_operation: { name: string; detail: string; started_at: Time };
  sync_message_summary: { table_name: string; message_count: number; oldest_at: Time };
  sync_exception: { id: string; raised_at: Time; table_name: string; row_key: string; message: string };
  sync_table: { table_name: string; row_count: number };
}
