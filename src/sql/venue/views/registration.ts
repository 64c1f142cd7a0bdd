import type { VenueView } from '../venue-view.js';

export const registration = {
  name: 'registration',
  meaning: 'The registration of this venue: one row.',
  columns: [
    { name: 'customer_number', type: 'text', meaning: 'Eight digits.' },
    { name: 'company_name', type: 'text', meaning: 'As registered.' },
    { name: 'registered_email', type: 'text', meaning: 'Where authentication codes are sent.' },
    { name: 'expires_on', type: 'date', meaning: "Last valid day, in the venue's time zone." },
    { name: 'swiftpos_version', type: 'text', meaning: 'Of the database, e.g. 10.58.0.' },
    { name: 'licences', type: 'text', meaning: 'CLOUD_SYNC, WEB_API, MAINTENANCE: those held, with commas.' },
    { name: 'region', type: 'text', meaning: 'AU, UK or EU.' },
    { name: 'time_zone', type: 'text', meaning: 'IANA name, e.g. Australia/Sydney.' },
  ],
} as const satisfies VenueView;
