/** `prove -- alerts`: each fault opens the alerts of the table and clears them; receivers that fail lose none, and neither do kills. */

import { kills } from './alerts-kills.js';
import { type Campaign, proofOf } from './campaign.js';

export const campaign: Campaign = {
  title: 'Alerts by fault, and their notifications',
  async run({ seed, count = 200, say }) {
    const rows = [await kills({ seed, count, say })];
    return proofOf(['what', 'result', 'untrue'], rows, ({ what, figure }) => [what, figure]);
  },
};
