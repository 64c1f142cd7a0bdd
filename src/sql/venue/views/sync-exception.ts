import type { VenueView } from '../venue-view.js';

export const syncException = {
  name: 'sync_exception',
  meaning: 'One row that could not be sent: data sync is failing.',
  columns: [
    { name: 'id', type: 'id', meaning: 'Number of the exception; a later one is greater.' },
    { name: 'raised_at', type: 'time', meaning: 'When it was tried.' },
    { name: 'table_name', type: 'text', meaning: 'Which table.' },
    { name: 'row_key', type: 'text', meaning: 'Which row.' },
    { name: 'message', type: 'text', meaning: 'What went wrong, in the words of Cloud Sync.' },
  ],
} as const satisfies VenueView;
