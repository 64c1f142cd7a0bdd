import type { WindowLineFragment } from '../../console/generated/graphql';

/** What the server says of a two-hour run in an ordinary Sydney night: 02:00 to 04:00, trading until 23:00 and from 10:00. */
export function windowWith(given: Partial<WindowLineFragment> = {}): WindowLineFragment {
  return {
    verdict: 'Start 02:00, ends by about 04:00.',
    fits: true,
    startAt: '2031-05-05T16:00:00Z',
    estimatedEnd: '2031-05-05T18:00:00Z',
    latestStart: '2031-05-05T22:00:00Z',
    dailyRestartAt: '2031-05-05T19:00:00Z',
    trading: [
      { opensAt: '2031-05-05T00:00:00Z', closesAt: '2031-05-05T13:00:00Z' },
      { opensAt: '2031-05-06T00:00:00Z', closesAt: '2031-05-06T13:00:00Z' },
    ],
    ...given,
  };
}
