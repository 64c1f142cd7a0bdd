import type { VenueLinkFragment } from '../generated/graphql';
import { t } from '../messages';
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
  const link = {
    subject: 'link',
    isOffline: true,
    isDiagnosed: true,
    next: onboarding.detail ?? t.state.askedAgain,
  };
  switch (onboarding.state) {
    case 'CONNECTED':
      return undefined;
    case 'NEVER_CONNECTED':
      return {
        ...link,
        tone: 'bad',
        word: t.state.notOnline,
        sentence: t.state.neverConnected,
        next: t.state.planOnboarding,
        view: 'onboarding',
      };
    case 'RECONNECT_NEEDED':
      return {
        ...link,
        tone: 'bad',
        word: t.state.notOnline,
        sentence: t.state.reconnect,
        view: 'onboarding',
      };
    case 'CLOUD_SYNC_PENDING': {
      const isUnderWay = onboarding.firstSync !== null;
      return {
        ...link,
        isOffline: false,
        tone: isUnderWay ? 'busy' : 'warn',
        word: t.state.firstSync,
        sentence: t.state.firstSyncGoesOn,
        view: isUnderWay ? undefined : 'onboarding',
      };
    }
    case 'UNKNOWN':
      return {
        ...link,
        tone: 'warn',
        word: t.ui.notKnown,
        sentence: t.state.linkUnknown,
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
          sentence: t.state.registrationEnds(day),
          next: t.state.renewBefore,
        },
      ];
    case 'EXPIRED':
      return [
        {
          ...about,
          tone: 'bad',
          sentence: t.state.registrationEnded(day),
          next: t.state.renewNow,
        },
      ];
  }
}
