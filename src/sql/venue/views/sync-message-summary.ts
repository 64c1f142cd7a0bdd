import type { VenueView } from '../venue-view.js';

export const syncMessageSummary = {
  name: 'sync_message_summary',
  meaning: 'How much waits to be sent to the cloud, by table. No row for a table where nothing waits.',
  columns: [
    { name: 'table_name', type: 'text', meaning: 'Which table.' },
    { name: 'message_count', type: 'integer', meaning: 'Messages that wait.' },
    { name: 'oldest_at', type: 'time', meaning: 'Since when the oldest one waits.' },
  ],
} as const satisfies VenueView;
