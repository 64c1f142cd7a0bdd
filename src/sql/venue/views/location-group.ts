import type { VenueView } from '../venue-view.js';

export const locationGroup = {
  name: 'location_group',
  meaning: 'A group of Locations, which Back Office also calls a venue.',
  columns: [
    { name: 'id', type: 'id', meaning: 'Number of the group.' },
    { name: 'name', type: 'text', meaning: 'Name of the group.' },
  ],
} as const satisfies VenueView;
