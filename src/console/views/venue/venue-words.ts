import type { VenueQuery } from '../../generated/graphql';

type Venue = NonNullable<VenueQuery['venue']>;

/** Are we online, and does everything work? */
export function onlineSentence({ onboarding, consumers }: Pick<Venue, 'onboarding' | 'consumers'>): string {
  const off = consumers.filter(({ available }) => available === false).length;
  switch (onboarding.state) {
    case 'CONNECTED':
      return off === 0
        ? 'Online. Everything works.'
        : `Online, but ${off} of ${consumers.length} parts do not work now.`;
    case 'NEVER_CONNECTED':
      return 'Not online: this venue has never been connected to swiftpos Cloud.';
    case 'RECONNECT_NEEDED':
      return 'Not online: the connection must be made again.';
    case 'CLOUD_SYNC_PENDING':
      return 'Online. The first sync is not complete yet.';
    case 'UNKNOWN':
      return 'swiftpos Cloud cannot be asked now, so nobody knows whether this venue is online.';
  }
}

/** How far the first sync is, in percent, where the server's words say so. */
export function syncShare(detail: string | null): number | undefined {
  const share = /(\d+) %/.exec(detail ?? '')?.[1];
  return share === undefined ? undefined : Number(share);
}
