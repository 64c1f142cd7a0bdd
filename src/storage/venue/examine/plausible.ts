/** What the rows of each view must be, beyond their types: what a view that points at the wrong table would get wrong. */
import { WEEKDAYS } from '../../../domain/ports/venue-store.js';
import { ALL_PERMISSIONS } from '../../../domain/types/permissions.js';
import type { VenueViewName } from '../../venue-schema/views.js';
import { ianaZone } from '../time-zones.js';
import type { Sample, SampleRow } from './view-samples.js';

export interface Complaint {
  readonly says: string;
  /** It works so, and someone should see to it. */
  readonly warning?: true;
  /** Where fixing the view is not what is to be done. */
  readonly remedy?: string;
}

type Samples = Partial<Record<VenueViewName, Sample>>;
type Rule = (rows: readonly SampleRow[], samples: Samples) => readonly (Complaint | false)[];

export function complaintsOf(view: VenueViewName, samples: Samples): readonly Complaint[] {
  const sample = samples[view];
  return sample === undefined ? [] : RULES[view](sample.rows, samples).filter((found) => found !== false);
}

const RULES: Readonly<Record<VenueViewName, Rule>> = {
  registration: ([row, ...more]) => [
    (row === undefined || more.length > 0) && {
      says: `has ${row ? `${more.length + 1} rows` : 'no row'}; expected one`,
    },
    every(row, 'customer_number', /^\d{8}$/, 'eight digits'),
    every(row, 'registered_email', /^\S+@\S+$/, 'an e-mail address'),
    every(row, 'swiftpos_version', /^\d+(\.\d+)+$/, 'numbers with dots'),
    every(row, 'region', /^(AU|UK|EU)$/, 'AU, UK or EU'),
    row !== undefined &&
      ianaZone(String(row['time_zone'])) === undefined && {
        says: `time_zone is "${row['time_zone']}"; expected an IANA or Windows name, e.g. Australia/Sydney`,
      },
  ],
  location_group: (rows) => [some(rows), twice(rows, 'id')],
  location: (rows, samples) => [
    some(rows),
    twice(rows, 'id'),
    stray(rows, 'location_group_id', samples.location_group),
  ],
  clerk_group: (rows) => [some(rows), twice(rows, 'id')],
  clerk_group_location_group: (rows, samples) => [
    some(rows),
    stray(rows, 'clerk_group_id', samples.clerk_group),
    stray(rows, 'location_group_id', samples.location_group),
  ],
  // A clerk with two rows would sign in as either.
  clerk: (rows, samples) => [
    some(rows),
    twice(rows, 'id'),
    stray(rows, 'clerk_group_id', samples.clerk_group),
    stray(rows, 'security_group_id', samples.security_group),
  ],
  security_group: (rows) => [some(rows), twice(rows, 'id'), twice(rows, 'rank')],
  permission_tick: (rows, samples) => [
    stray(rows, 'security_group_id', samples.security_group),
    !rows.some((row) => ALL_PERMISSIONS.some((known) => known === row['permission'])) && {
      says: 'has none of our names, so no clerk has a permission',
    },
  ],
  trading_period: (rows) => [
    rows.length === 0 && {
      says: 'has no row: plans report that the trading hours are unknown',
      warning: true as const,
    },
    ...rows
      .slice(0, 50)
      .map((row) => every(row, 'weekday', new RegExp(`^(${WEEKDAYS.join('|')})$`), 'MONDAY to SUNDAY')),
    ...rows
      .slice(0, 50)
      .flatMap((row) =>
        ['opens_at', 'closes_at'].map((name) => every(row, name, /^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM')),
      ),
  ],
  last_sale: (rows) => [rows.length !== 1 && { says: `has ${rows.length} rows; expected one` }],
  database_operation: (rows) => [
    rows.some((row) => row['name'] === 'UNKNOWN') && {
      says: 'is UNKNOWN: the login may not see what runs',
      warning: true as const,
      remedy:
        'Grant the right at the end of login.sql, or have a DBA look before each plan and override the check.',
    },
  ],
  sync_message_summary: (rows) => [twice(rows, 'table_name')],
  sync_exception: (rows) => [twice(rows, 'id')],
  sync_version: (rows) => [twice(rows, 'table_name')],
  sync_table: (rows) => [some(rows), twice(rows, 'table_name')],
};

function every(
  row: SampleRow | undefined,
  name: string,
  pattern: RegExp,
  expected: string,
): Complaint | false {
  if (row === undefined || pattern.test(String(row[name]))) return false;
  return { says: `${name} is "${row[name]}"; expected ${expected}` };
}

function some(rows: readonly SampleRow[]): Complaint | false {
  return rows.length === 0 && { says: 'has no row' };
}

function twice(rows: readonly SampleRow[], name: string): Complaint | false {
  const seen = new Set<unknown>();
  const again = rows.find((row) => seen.size === seen.add(row[name]).size);
  return again !== undefined && { says: `has ${name} ${again[name]} more than once` };
}

/** Points at a row that isn't there; it is unknown where the other view has more rows than were read. */
function stray(rows: readonly SampleRow[], name: string, other: Sample | undefined): Complaint | false {
  if (!other?.whole) return false;
  const known = new Set(other.rows.map((row) => row['id']));
  const lost = rows.find((row) => row[name] !== null && !known.has(row[name]));
  return lost !== undefined && { says: `has ${name} ${lost[name]}, which ${other.view.name} doesn't have` };
}
