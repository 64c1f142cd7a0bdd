import type { VenueView } from '../venue-view.js';

/** What Cloud Sync sends in full, by the names that the cloud counts them under. */
const sent = [
  'location_group',
  'location',
  'terminal',
  'clerk_group',
  'clerk',
  'product',
  'trading_period',
  'sale',
];

export const syncTable: VenueView = {
  name: 'sync_table',
  meaning: 'One table that a full send moves, with its size now.',
  columns: [
    { name: 'table_name', type: 'text', meaning: 'As the cloud names it.' },
    { name: 'row_count', type: 'integer', meaning: 'Rows that a full send would move.' },
  ],
  sqlite: sent
    .map((table) => `\nSELECT '${table}' AS table_name, COUNT(*) AS row_count FROM swiftpos_${table}`)
    .join('\nUNION ALL'),
};
