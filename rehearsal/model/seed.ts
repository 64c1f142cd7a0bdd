/** The seed venue as data: what rehearsal and simulation begin with. */
import type { Tick, TradingPeriod } from './records.js';
import type { VenueModel } from './state.js';
import { DAY_MS, dateOf } from './time.js';

export const VENUE = {
  customerNumber: '10482213',
  companyName: 'Harbour View Hotel',
  registeredEmail: 'manager@harbourview.example',
  region: 'AU',
  timeZone: 'Australia/Sydney',
} as const;

/** Each day. */
export const TRADING = { opensAt: '10:00', closesAt: '23:00' } as const;

export const LOCATION_GROUPS = [
  { id: '1', name: 'Hotel' },
  { id: '2', name: 'Marina Kiosk' },
] as const;

export const LOCATIONS = [
  { id: '1', name: 'Public Bar', locationGroupId: '1' },
  { id: '2', name: 'Bistro', locationGroupId: '1' },
  { id: '3', name: 'Gaming Lounge', locationGroupId: '1' },
  { id: '4', name: 'Kiosk', locationGroupId: '2' },
] as const;

export const CLERK_GROUPS = [
  { id: '0', name: 'Managers', locationGroupIds: ['1', '2'] },
  { id: '1', name: 'Bar', locationGroupIds: ['1'] },
  { id: '2', name: 'Kiosk', locationGroupIds: ['2'] },
] as const;

export const PERMISSIONS = [
  'CLOUD_CONNECTIVITY_ONBOARD',
  'CLOUD_CONNECTIVITY_LOCATIONS',
  'SERVICES_VIEW',
  'SERVICES_CONTROL',
  'CLERK_SECURITY_VIEW',
  'CLERK_SECURITY_EDIT',
  'EVENT_LOGS_VIEW',
  'AUDIT_VIEW',
  'API_TOKENS_MANAGE',
  'METRICS_VIEW',
  'SUPPORT_BUNDLE',
] as const;

const VIEWS = ['SERVICES_VIEW', 'CLERK_SECURITY_VIEW', 'EVENT_LOGS_VIEW'];

export const SECURITY_GROUPS: readonly {
  id: string;
  name: string;
  rank: number;
  granted: readonly string[];
}[] = [
  { id: '1', name: 'Administrators', rank: 1, granted: PERMISSIONS },
  { id: '2', name: 'Supervisors', rank: 2, granted: [...VIEWS, 'SERVICES_CONTROL', 'CLERK_SECURITY_EDIT'] },
  { id: '3', name: 'Bar Staff', rank: 3, granted: [] },
  { id: '4', name: 'Support', rank: 4, granted: [...VIEWS, 'AUDIT_VIEW'] },
];

const CLERKS = [
  { id: '1', name: 'Morgan Reyes', clerkGroupId: '0', securityGroupId: '1' },
  { id: '2', name: 'Sam Okafor', clerkGroupId: '0', securityGroupId: '2' },
  { id: '3', name: 'Ana Silva', clerkGroupId: '1', securityGroupId: '3' },
  { id: '4', name: 'Lee Chen', clerkGroupId: '2', securityGroupId: '2' },
  { id: '5', name: 'Support Desk', clerkGroupId: '0', securityGroupId: '4' },
];

/** Rows of each table that a sync sends. */
const ROWS = {
  audit: 0,
  clerk: 5,
  clerk_group: 3,
  clerk_group_location_group: 4,
  global_config: 2,
  location: 4,
  location_group: 2,
  product: 72,
  registration: 1,
  sale: 52_000,
  security_group: 4,
  security_group_object: 44,
  terminal: 6,
  trading_period: 7,
};

const WEEKDAYS: readonly TradingPeriod['weekday'][] = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
];

export const SWIFTPOS_VERSION = '10.58.0';
const REGISTRATION_DAYS = 365;

export function newDatabase(at: number, isLicensed: boolean): VenueModel['database'] {
  return {
    isAway: false,
    ...VENUE,
    expiresOn: dateOf(at + REGISTRATION_DAYS * DAY_MS),
    swiftposVersion: SWIFTPOS_VERSION,
    licences: [...(isLicensed ? ['CLOUD_SYNC'] : []), 'WEB_API', 'MAINTENANCE'],
    tradingPeriods: WEEKDAYS.map((weekday) => ({ weekday, ...TRADING })),
    operations: [],
    reindexSince: null,
    rows: { ...ROWS },
    clerks: CLERKS.map((clerk) => ({ ...clerk, active: true })),
    ticks: SECURITY_GROUPS.flatMap(({ id, granted }) =>
      PERMISSIONS.map(
        (permission): Tick => ({
          securityGroupId: id,
          permission,
          granted: granted.includes(permission),
          grantedByName: null,
          grantedAt: null,
          expiresAt: null,
        }),
      ),
    ),
  };
}
