/** A small venue with awkward names and IDs, for the suites that read it. */
import type { VenueRows } from './engines.js';
import { at } from './samples.js';

export const venueRows: VenueRows = {
  registration: [
    [
      '10482213',
      'Harbour “View” Hôtel',
      'manager@harbourview.example',
      '2031-12-24',
      'CLOUD_SYNC, WEB_API,OTHER',
      'AU',
    ],
  ],
  global_config: [
    ['SwiftposVersion', '10.58.0'],
    ['TimeZone', 'Australia/Sydney'],
  ],
  location_group: [
    [10, 'Marina Kiosk'],
    [2, 'Hotel'],
  ],
  location: [
    [11, 10, 'Kiosk'],
    [3, 2, 'Bistro'],
    [1, 2, 'Public Bar'],
  ],
  clerk_group: [
    [0, 'Managers'],
    [10, 'Kiosk'],
    [2, 'Bar'],
  ],
  clerk_group_location_group: [
    [0, 2],
    [0, 10],
    [2, 2],
  ],
  security_group: [
    [7, 'Supervisors', 2],
    [9, 'Administrators', 1],
  ],
  security_group_object: [
    [9, 'AUDIT_VIEW', 1, null, null, null],
    [9, 'SERVICES_VIEW', 1, 'Morgan', at(0).toISOString(), at(60).toISOString()],
    [7, 'SERVICES_VIEW', 0, 'Morgan', at(0).toISOString(), null],
    [7, 'NETPOS_SOMETHING_ELSE', 1, null, null, null],
  ],
  clerk: [
    [1, 'Morgan Reyes', 0, 9, 1, 0],
    [2, 'Zoë 日本 🍺', 2, null, 0, 0],
    [12, 'Lee Chen', 10, 7, 1, 1],
  ],
  trading_period: [
    ['SUNDAY', '12:00', '22:00'],
    ['MONDAY', '18:00', '02:00'],
    ['MONDAY', '10:00', '14:00'],
  ],
  sale: [
    [1, at(5).toISOString(), 1, 1, 1, 1, 1, 780],
    [2, at(9).toISOString(), 1, 1, 1, 1, 1, 780],
  ],
  database_operation: [[1, 'REINDEX', 'ALTER INDEX ALL ON Sale REBUILD', at(1).toISOString()]],
};
