import type { VenueView } from '../venue-view.js';

export const databaseOperation: VenueView = {
  name: 'database_operation',
  meaning: 'A re-index, backup or check that runs in the database now.',
  columns: [
    { name: 'name', type: 'text', meaning: 'In words, e.g. Re-index.' },
    { name: 'detail', type: 'text', meaning: 'What exactly, in the words of the database.' },
    { name: 'started_at', type: 'time', meaning: 'Since when.' },
  ],
  sqlite: `
SELECT CASE kind WHEN 'REINDEX' THEN 'Re-index'
                 WHEN 'BACKUP' THEN 'Backup'
                 WHEN 'CHECK' THEN 'Consistency check'
                 ELSE kind END AS name,
       detail,
       started_at
FROM swiftpos_database_operation`,
};
