import type { VenueView } from '../venue-view.js';

export const clerkGroupLocationGroup = {
  name: 'clerk_group_location_group',
  meaning: 'One Location Group that the clerks of one Clerk Group see.',
  columns: [
    { name: 'clerk_group_id', type: 'id', meaning: 'The Clerk Group.' },
    { name: 'location_group_id', type: 'id', meaning: 'The Location Group it sees.' },
  ],
} as const satisfies VenueView;
