import type { VenueView } from '../venue-view.js';

export const syncVersion = {
  name: 'sync_version',
  meaning: 'How far one table is in the cloud.',
  columns: [
    { name: 'table_name', type: 'text', meaning: 'Which table.' },
    { name: 'version', type: 'integer', meaning: 'The last row that the cloud has.' },
    { name: 'synced_at', type: 'time', meaning: 'When it got that one.' },
  ],
} as const satisfies VenueView;
