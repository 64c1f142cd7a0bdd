export const databaseOperation = `
SELECT CASE kind WHEN 'REINDEX' THEN 'Re-index'
                 WHEN 'BACKUP' THEN 'Backup'
                 WHEN 'CHECK' THEN 'Consistency check'
                 ELSE kind END AS name,
       detail,
       started_at
FROM swiftpos_database_operation`;
