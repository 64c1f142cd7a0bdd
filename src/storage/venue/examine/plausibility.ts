/** Rules for the rows of each view beyond their types, which a view of the wrong table breaks. */
import { ALL_PERMISSIONS } from '../../../domain/types/permissions.js';
import type { VenueViewName } from '../../venue-schema/views.js';
import type { Sample, SampleRow } from './view-samples.js';

export interface Problem {
  readonly text: string;
  /** It works, but requires attention. */
  readonly warning?: true;
  /** If the remedy is not to correct the view. */
  readonly remedy?: string;
}

type Samples = Partial<Record<VenueViewName, Sample>>;
type Rule = (rows: readonly SampleRow[], samples: Samples) => readonly (Problem | false)[];

export function problemsIn(view: VenueViewName, samples: Samples): readonly Problem[] {
  const sample = samples[view];
  return sample === undefined ? [] : RULES[view](sample.rows, samples).filter((found) => found !== false);
}

const RULES: Readonly<Record<VenueViewName, Rule>> = {
  registration: ([row, ...more]) => [
    (row === undefined || more.length > 0) && {
      text: `has ${row ? `${more.length + 1} rows` : 'no row'}; expected one`,
    },
    row !== undefined &&
      !/^\S+@\S+$/.test(String(row['registered_email'])) && {
        text: `registered_email is "${row['registered_email']}"; expected an e-mail address`,
      },
  ],
  location_group: (rows) => [notEmpty(rows), duplicate(rows, 'id')],
  location: (rows, samples) => [
    notEmpty(rows),
    duplicate(rows, 'id'),
    unknownReference(rows, 'location_group_id', samples.location_group),
  ],
  clerk_group: (rows) => [notEmpty(rows), duplicate(rows, 'id')],
  clerk_group_location_group: (rows, samples) => [
    notEmpty(rows),
    unknownReference(rows, 'clerk_group_id', samples.clerk_group),
    unknownReference(rows, 'location_group_id', samples.location_group),
  ],
  // A clerk with two rows would sign in as either.
  clerk: (rows, samples) => [
    notEmpty(rows),
    duplicate(rows, 'id'),
    unknownReference(rows, 'clerk_group_id', samples.clerk_group),
    unknownReference(rows, 'security_group_id', samples.security_group),
  ],
  security_group: (rows) => [notEmpty(rows), duplicate(rows, 'id'), duplicate(rows, 'rank')],
  permission_tick: (rows, samples) => [
    unknownReference(rows, 'security_group_id', samples.security_group),
    !rows.some((row) => ALL_PERMISSIONS.some((known) => known === row['permission'])) && {
      text: 'has none of our names, so no clerk has a permission',
    },
  ],
  trading_period: (rows) => [
    rows.length === 0 && {
      text: 'has no row: plans report that the trading hours are unknown',
      warning: true as const,
    },
  ],
  last_sale: (rows) => [rows.length !== 1 && { text: `has ${rows.length} rows; expected one` }],
  database_operation: (rows) => [
    rows.some((row) => row['name'] === 'UNKNOWN') && {
      text: 'is UNKNOWN: the login may not see what runs',
      warning: true as const,
      remedy:
        'Grant the right at the end of login.sql, or have a DBA look before each plan and override the check.',
    },
  ],
  sync_message_summary: (rows) => [duplicate(rows, 'table_name')],
  sync_exception: (rows) => [duplicate(rows, 'id')],
  sync_version: (rows) => [duplicate(rows, 'table_name')],
  sync_table: (rows) => [notEmpty(rows), duplicate(rows, 'table_name')],
};

function notEmpty(rows: readonly SampleRow[]): Problem | false {
  return rows.length === 0 && { text: 'has no row' };
}

function duplicate(rows: readonly SampleRow[], name: string): Problem | false {
  const seen = new Set<unknown>();
  const again = rows.find((row) => seen.size === seen.add(row[name]).size);
  return again !== undefined && { text: `has ${name} ${again[name]} more than once` };
}

/** A value that is no `id` of the other view. None if that view has more rows than were read. */
function unknownReference(
  rows: readonly SampleRow[],
  name: string,
  other: Sample | undefined,
): Problem | false {
  if (!other?.whole) return false;
  const known = new Set(other.rows.map((row) => row['id']));
  const lost = rows.find((row) => row[name] !== null && !known.has(row[name]));
  return lost !== undefined && { text: `has ${name} ${lost[name]}, which ${other.view.name} doesn't have` };
}
