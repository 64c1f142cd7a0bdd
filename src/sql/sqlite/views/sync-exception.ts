export const syncException = `
SELECT CAST(id AS TEXT) AS id, raised_at, table_name, row_key, message
FROM swiftpos_sync_exception`;
