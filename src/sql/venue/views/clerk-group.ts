import type { VenueView } from '../venue-view.js';

export const clerkGroup = {
  name: 'clerk_group',
  meaning: 'A Clerk Group: decides which Location Groups its clerks see.',
  columns: [
    { name: 'id', type: 'id', meaning: 'Number of the group; 0 is Managers.' },
    { name: 'name', type: 'text', meaning: 'Name of the group.' },
  ],
} as const satisfies VenueView;
