import type { VenueView } from '../../src/domain/venue/reader.js';

export const venueView: VenueView = {
  rehearsal: true,
  customerNumber: '10482213',
  companyName: 'Harbour View Hotel',
  registeredEmail: 'manager@harbourview.example',
  maskedEmail: 'm*****r@harbourview.example',
  observedAt: new Date('2031-05-06T12:00:00.000Z'),
  expiresOn: '2031-12-31',
  registrationState: 'CURRENT',
  swiftposVersion: '10.58.0',
  licences: ['CLOUD_SYNC'],
  region: 'AU',
  timeZone: 'Australia/Sydney',
};
