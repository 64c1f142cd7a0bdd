import { QUICK, startVenue } from '../../venue/practice-venue.js';
import { type Campaign, proofOf } from '../shared/campaign.js';
import { CHANNELS, secrets } from './secrets.js';

export const campaign: Campaign = {
  title: 'Leaks of codes, PINs, tokens and credentials',
  async run({ seed, count = 1000, say }) {
    const said: Buffer[] = [];
    const venue = await startVenue({
      site: { ...QUICK, ...CHANNELS },
      env: { VENUE_CONTROL_LOG: 'trace' },
      hear: (chunk) => said.push(chunk),
    });
    try {
      const rows = await secrets({ venue, seed, answers: count, said: () => Buffer.concat(said), say });
      return proofOf(['where', 'checked', 'found'], rows, ({ where, checked }) => [where, checked]);
    } finally {
      await venue.stop();
    }
  },
};
