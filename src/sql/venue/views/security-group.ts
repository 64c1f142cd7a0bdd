import type { VenueView } from '../venue-view.js';

export const securityGroup = {
  name: 'security_group',
  meaning: 'A Clerk Security Group: decides which functions its clerks may use.',
  columns: [
    { name: 'id', type: 'id', meaning: 'Number of the group.' },
    { name: 'name', type: 'text', meaning: 'Name of the group.' },
    { name: 'rank', type: 'integer', meaning: 'Place in the hierarchy; 1 is highest, no two are equal.' },
  ],
} as const satisfies VenueView;
