/** All of the site's own tables; not the book-keeping of the sync, nor what only says what runs now. The cloud counts them by these names. */
const sent = [
  'audit',
  'clerk',
  'clerk_group',
  'clerk_group_location_group',
  'global_config',
  'location',
  'location_group',
  'product',
  'registration',
  'sale',
  'security_group',
  'security_group_object',
  'terminal',
  'trading_period',
];

export const syncTable = sent
  .map((table) => `\nSELECT '${table}' AS table_name, COUNT(*) AS row_count FROM swiftpos_${table}`)
  .join('\nUNION ALL');
