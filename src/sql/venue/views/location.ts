import type { VenueView } from '../venue-view.js';

export const location = {
  name: 'location',
  meaning: 'An outlet.',
  columns: [
    { name: 'id', type: 'id', meaning: 'Number of the location, as the cloud knows it too.' },
    { name: 'name', type: 'text', meaning: 'Name of the location.' },
    { name: 'location_group_id', type: 'id', meaning: 'The one Location Group it is in.' },
  ],
} as const satisfies VenueView;
