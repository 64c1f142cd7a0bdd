import type { VenueView } from '../venue-view.js';

export const clerk = {
  name: 'clerk',
  meaning: 'A staff member.',
  columns: [
    { name: 'id', type: 'id', meaning: 'Clerk ID as staff type it.' },
    { name: 'name', type: 'text', meaning: 'Name as Back Office shows it.' },
    { name: 'active', type: 'flag', meaning: 'No: left or switched off; cannot sign in and holds nothing.' },
    { name: 'back_office', type: 'flag', meaning: 'May use Back Office.' },
    { name: 'clerk_group_id', type: 'id', meaning: 'The one Clerk Group: what the clerk sees.' },
    {
      name: 'security_group_id',
      type: 'id',
      nullable: true,
      meaning: 'The one Clerk Security Group: what the clerk may do. Null: nothing.',
    },
  ],
} as const satisfies VenueView;
