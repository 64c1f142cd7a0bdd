/**
 * What each view of schema `controlplane` says, on either engine; the query below it is the engine's, and a site's DBA re-points it at the tables
 * of that site. In SQLite they have their plain names.
 */
export interface ViewColumn {
  readonly name: string;
  /** `id` and `text`: exact text; `time`: UTC; `date`: YYYY-MM-DD; `flag`: yes or no; `integer`: below 2^53. */
  readonly type: 'id' | 'text' | 'time' | 'date' | 'flag' | 'integer';
  readonly nullable?: true;
  /** What its text must be. */
  readonly form?: 'customer-number' | 'version' | 'region' | 'time-zone' | 'weekday' | 'time-of-day';
  readonly meaning: string;
}

export interface VenueView {
  readonly name: string;
  /** One sentence: what a row is. */
  readonly meaning: string;
  readonly columns: readonly ViewColumn[];
}

/** The columns are the contract. */
export const VENUE_VIEWS = [
  {
    name: 'registration',
    meaning: 'The registration of this venue: one row.',
    columns: [
      { name: 'customer_number', type: 'text', form: 'customer-number', meaning: 'Eight digits.' },
      { name: 'company_name', type: 'text', meaning: 'As registered.' },
      { name: 'registered_email', type: 'text', meaning: 'Where authentication codes are sent.' },
      { name: 'expires_on', type: 'date', meaning: "Last valid day, in the venue's time zone." },
      { name: 'swiftpos_version', type: 'text', form: 'version', meaning: 'Of the database, e.g. 10.58.0.' },
      {
        name: 'licences',
        type: 'text',
        meaning: 'CLOUD_SYNC, WEB_API, MAINTENANCE: those held, with commas.',
      },
      { name: 'region', type: 'text', form: 'region', meaning: 'AU, UK or EU.' },
      { name: 'time_zone', type: 'text', form: 'time-zone', meaning: 'IANA name, e.g. Australia/Sydney.' },
    ],
  },
  {
    name: 'location_group',
    meaning: 'A group of Locations, which Back Office also calls a venue.',
    columns: [
      { name: 'id', type: 'id', meaning: 'Number of the group.' },
      { name: 'name', type: 'text', meaning: 'Name of the group.' },
    ],
  },
  {
    name: 'location',
    meaning: 'An outlet.',
    columns: [
      { name: 'id', type: 'id', meaning: 'Number of the location, as the cloud knows it too.' },
      { name: 'name', type: 'text', meaning: 'Name of the location.' },
      { name: 'location_group_id', type: 'id', meaning: 'The one Location Group it is in.' },
    ],
  },
  {
    name: 'clerk_group',
    meaning: 'A Clerk Group: decides which Location Groups its clerks see.',
    columns: [
      { name: 'id', type: 'id', meaning: 'Number of the group; 0 is Managers.' },
      { name: 'name', type: 'text', meaning: 'Name of the group.' },
    ],
  },
  {
    name: 'clerk_group_location_group',
    meaning: 'One Location Group that the clerks of one Clerk Group see.',
    columns: [
      { name: 'clerk_group_id', type: 'id', meaning: 'The Clerk Group.' },
      { name: 'location_group_id', type: 'id', meaning: 'The Location Group it sees.' },
    ],
  },
  {
    name: 'clerk',
    meaning: 'A staff member.',
    columns: [
      { name: 'id', type: 'id', meaning: 'Clerk ID as staff type it.' },
      { name: 'name', type: 'text', meaning: 'Name as Back Office shows it.' },
      {
        name: 'active',
        type: 'flag',
        meaning: 'No: left or switched off; cannot sign in and holds nothing.',
      },
      { name: 'back_office', type: 'flag', meaning: 'May use Back Office.' },
      { name: 'clerk_group_id', type: 'id', meaning: 'The one Clerk Group: what the clerk sees.' },
      {
        name: 'security_group_id',
        type: 'id',
        nullable: true,
        meaning: 'The one Clerk Security Group: what the clerk may do. Null: nothing.',
      },
    ],
  },
  {
    name: 'security_group',
    meaning: 'A Clerk Security Group: decides which functions its clerks may use.',
    columns: [
      { name: 'id', type: 'id', meaning: 'Number of the group.' },
      { name: 'name', type: 'text', meaning: 'Name of the group.' },
      { name: 'rank', type: 'integer', meaning: 'Place in the hierarchy; 1 is highest, no two are equal.' },
    ],
  },
  {
    name: 'permission_tick',
    meaning: 'One permission of one Clerk Security Group. A box without a row is not ticked.',
    columns: [
      { name: 'security_group_id', type: 'id', meaning: 'Whose permission.' },
      {
        name: 'permission',
        type: 'text',
        meaning:
          'Which: our name, e.g. CLOUD_CONNECTIVITY_ONBOARD, the only one that swiftpos has. Other names are passed over.',
      },
      {
        name: 'granted',
        type: 'flag',
        meaning: 'Ticked. An expiry is compared with the clock by the reader.',
      },
      {
        name: 'granted_by_name',
        type: 'text',
        nullable: true,
        meaning: 'Who ticked or cleared it last; null for what was there before.',
      },
      { name: 'granted_at', type: 'time', nullable: true, meaning: 'When that was.' },
      {
        name: 'expires_at',
        type: 'time',
        nullable: true,
        meaning: 'From then on it is not ticked. Null: never.',
      },
    ],
  },
  {
    name: 'trading_period',
    meaning: 'From when to when the venue trades on one weekday; a weekday may have several rows, or none.',
    columns: [
      { name: 'weekday', type: 'text', form: 'weekday', meaning: 'MONDAY to SUNDAY: the day it opens.' },
      { name: 'opens_at', type: 'text', form: 'time-of-day', meaning: 'HH:MM in venue time.' },
      {
        name: 'closes_at',
        type: 'text',
        form: 'time-of-day',
        meaning: 'HH:MM in venue time; smaller than opens_at: after midnight.',
      },
    ],
  },
  {
    name: 'last_sale',
    meaning: 'When the venue last sold something: one row.',
    columns: [{ name: 'sold_at', type: 'time', nullable: true, meaning: 'Null: never.' }],
  },
  {
    name: 'database_operation',
    meaning: 'A re-index, backup or check that runs in the database now.',
    columns: [
      {
        name: 'name',
        type: 'text',
        meaning: "In words, e.g. Re-index. UNKNOWN: the database doesn't let us look.",
      },
      { name: 'detail', type: 'text', meaning: 'What exactly, in the words of the database.' },
      { name: 'started_at', type: 'time', meaning: 'Since when.' },
    ],
  },
  {
    name: 'sync_message_summary',
    meaning: 'How much waits to be sent to the cloud, by table. No row for a table where nothing waits.',
    columns: [
      { name: 'table_name', type: 'text', meaning: 'Which table.' },
      { name: 'message_count', type: 'integer', meaning: 'Messages that wait.' },
      { name: 'oldest_at', type: 'time', meaning: 'Since when the oldest one waits.' },
    ],
  },
  {
    name: 'sync_exception',
    meaning: 'One row that could not be sent: data sync is failing.',
    columns: [
      { name: 'id', type: 'id', meaning: 'Number of the exception; a later one is greater.' },
      { name: 'raised_at', type: 'time', meaning: 'When it was tried.' },
      { name: 'table_name', type: 'text', meaning: 'Which table.' },
      { name: 'row_key', type: 'text', meaning: 'Which row.' },
      { name: 'message', type: 'text', meaning: 'What went wrong, in the words of Cloud Sync.' },
    ],
  },
  {
    name: 'sync_version',
    meaning: 'How far one table is in the cloud.',
    columns: [
      { name: 'table_name', type: 'text', meaning: 'Which table.' },
      { name: 'version', type: 'integer', meaning: 'The last row that the cloud has.' },
      { name: 'synced_at', type: 'time', meaning: 'When it got that one.' },
    ],
  },
  {
    name: 'sync_table',
    meaning: 'One table that a full send moves, with its size now.',
    columns: [
      { name: 'table_name', type: 'text', meaning: 'As the cloud names it.' },
      { name: 'row_count', type: 'integer', meaning: 'Rows that a full send would move.' },
    ],
  },
] as const satisfies readonly VenueView[];

export type VenueViewName = (typeof VENUE_VIEWS)[number]['name'];

/** A view, procedure or trigger as the database has it. */
export interface ViewDefinition {
  readonly name: string;
  /** Null where the login may not see it. */
  readonly definition: string | null;
}
