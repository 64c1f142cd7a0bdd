import type { VenueView } from '../venue-view.js';

export const syncMessageSummary: VenueView = {
  name: 'sync_message_summary',
  meaning: 'How much waits to be sent to the cloud, by table. No row for a table where nothing waits.',
  columns: [
    { name: 'table_name', type: 'text', meaning: 'Which table.' },
    { name: 'message_count', type: 'integer', meaning: 'Messages that wait.' },
    { name: 'oldest_at', type: 'time', meaning: 'Since when the oldest one waits.' },
  ],
  sqlite: `
SELECT table_name, COUNT(*) AS message_count, MIN(created_at) AS oldest_at
FROM swiftpos_sync_message
GROUP BY table_name`,
};
