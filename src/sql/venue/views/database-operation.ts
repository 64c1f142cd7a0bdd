import type { VenueView } from '../venue-view.js';

export const databaseOperation = {
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
} as const satisfies VenueView;
