import type { VenueLinkFragment } from '../generated/graphql';
import { date } from '../ui/format';
import type { Finding } from './finding';

export interface LinkFinding extends Finding {
  /** For the strip. */
  readonly word: string;
  /** Nothing goes through now, or nobody knows whether it does. */
  readonly isOffline: boolean;
}

/** Undefined: the cloud hears this venue, and nothing is under way. */
export function linkFinding({ onboarding }: Pick<VenueLinkFragment, 'onboarding'>): LinkFinding | undefined {
  const next = onboarding.detail ?? 'It is asked again by itself.';
  const link = { subject: 'link', isOffline: true, isDiagnosed: true, next };
  switch (onboarding.state) {
    case 'CONNECTED':
      return undefined;
    case 'NEVER_CONNECTED':
      return {
        ...link,
        tone: 'bad',
        word: 'Not online',
        sentence: 'Not online: this venue has never been connected to swiftpos Cloud.',
        next: 'Plan an onboarding.',
        view: 'onboarding',
      };
    case 'RECONNECT_NEEDED':
      return {
        ...link,
        tone: 'bad',
        word: 'Not online',
        sentence: 'Not online: the connection must be made again.',
        view: 'onboarding',
      };
    case 'CLOUD_SYNC_PENDING': {
      const isUnderWay = /\d %/.test(onboarding.detail ?? '');
      return {
        ...link,
        isOffline: false,
        tone: isUnderWay ? 'busy' : 'warn',
        word: 'Online, first sync',
        sentence: 'The first sync is not complete yet.',
        view: isUnderWay ? undefined : 'onboarding',
      };
    }
    case 'UNKNOWN':
      return {
        ...link,
        tone: 'warn',
        word: 'Not known',
        sentence: 'Nobody can say now whether this venue is online.',
        view: undefined,
      };
  }
}

/** An expired registration stops the cloud; one that soon expires is worth a word. */
export function registrationFinding({
  registrationState,
  registrationExpiresOn,
}: Pick<VenueLinkFragment, 'registrationState' | 'registrationExpiresOn'>): readonly Finding[] {
  const day = date(registrationExpiresOn);
  const about = { subject: 'registration', view: undefined, isDiagnosed: true };
  switch (registrationState) {
    case 'CURRENT':
      return [];
    case 'EXPIRING':
      return [
        {
          ...about,
          tone: 'warn',
          sentence: `The registration ends after ${day}.`,
          next: 'Renew it with swiftpos before then.',
        },
      ];
    case 'EXPIRED':
      return [
        {
          ...about,
          tone: 'bad',
          sentence: `The registration ended after ${day}.`,
          next: 'Renew it with swiftpos; the cloud takes nothing until then.',
        },
      ];
  }
}
