export const syncMessageSummary = `
SELECT table_name, COUNT(*) AS message_count, MIN(created_at) AS oldest_at
FROM swiftpos_sync_message
GROUP BY table_name`;
