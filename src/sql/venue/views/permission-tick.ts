import type { VenueView } from '../venue-view.js';

export const permissionTick = {
  name: 'permission_tick',
  meaning: 'One tick box of one Clerk Security Group. A box without a row is not ticked.',
  columns: [
    { name: 'security_group_id', type: 'id', meaning: 'Whose tick box.' },
    {
      name: 'permission',
      type: 'text',
      meaning: 'Which: our name, e.g. CLOUD_CONNECTIVITY_ONBOARD. Other names are passed over.',
    },
    { name: 'granted', type: 'flag', meaning: 'Ticked. An expiry is held against the clock by the reader.' },
    {
      name: 'granted_by_name',
      type: 'text',
      nullable: true,
      meaning: 'Who ticked or cleared it last; null for what was there before.',
    },
    { name: 'granted_at', type: 'time', nullable: true, meaning: 'When that was.' },
    {
      name: 'expires_at',
      type: 'time',
      nullable: true,
      meaning: 'From then on it is not ticked. Null: never.',
    },
  ],
} as const satisfies VenueView;
