import type { VenueView } from '../venue-view.js';

export const clerkGroupLocationGroup: VenueView = {
  name: 'clerk_group_location_group',
  meaning: 'One Location Group that the clerks of one Clerk Group see.',
  columns: [
    { name: 'clerk_group_id', type: 'id', meaning: 'The Clerk Group.' },
    { name: 'location_group_id', type: 'id', meaning: 'The Location Group it sees.' },
  ],
  sqlite: `
SELECT CAST(clerk_group_id AS TEXT) AS clerk_group_id,
       CAST(location_group_id AS TEXT) AS location_group_id
FROM swiftpos_clerk_group_location_group`,
};
