import type { VenueView } from '../venue-view.js';

export const syncTable = {
  name: 'sync_table',
  meaning: 'One table that a full send moves, with its size now.',
  columns: [
    { name: 'table_name', type: 'text', meaning: 'As the cloud names it.' },
    { name: 'row_count', type: 'integer', meaning: 'Rows that a full send would move.' },
  ],
} as const satisfies VenueView;
