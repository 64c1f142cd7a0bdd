import type { VenueView } from '../venue-view.js';

export const lastSale = {
  name: 'last_sale',
  meaning: 'When the venue last sold something: one row.',
  columns: [{ name: 'sold_at', type: 'time', nullable: true, meaning: 'Null: never.' }],
} as const satisfies VenueView;
