import type { VenueView } from '../venue-view.js';

export const lastSale: VenueView = {
  name: 'last_sale',
  meaning: 'When the venue last sold something: one row.',
  columns: [{ name: 'sold_at', type: 'time', nullable: true, meaning: 'Null: never.' }],
  sqlite: `
SELECT MAX(sold_at) AS sold_at
FROM swiftpos_sale`,
};
