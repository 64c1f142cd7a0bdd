export const syncVersion = `
SELECT table_name, version, synced_at
FROM swiftpos_sync_version`;
