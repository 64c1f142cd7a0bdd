import type { VenueView } from '../venue-view.js';

export const tradingPeriod = {
  name: 'trading_period',
  meaning: 'From when to when the venue trades on one weekday; a weekday may have several rows, or none.',
  columns: [
    { name: 'weekday', type: 'text', meaning: 'MONDAY to SUNDAY: the day it opens.' },
    { name: 'opens_at', type: 'text', meaning: 'HH:MM in venue time.' },
    {
      name: 'closes_at',
      type: 'text',
      meaning: 'HH:MM in venue time; smaller than opens_at: after midnight.',
    },
  ],
} as const satisfies VenueView;
