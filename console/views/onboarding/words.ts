/** How the page of the code speaks. */
import { clock, list, moment } from '../../format/format';
import type { OnboardingPlanPageFragment } from '../../generated/graphql';
import { t } from '../../messages';
import type { JobWords } from '../operations/job-words';

type CodeShape = OnboardingPlanPageFragment['codeShape'];
type CodeRequest = NonNullable<OnboardingPlanPageFragment['codeRequest']>;

/** Why this can't be a code, before anything is sent; undefined: it can be one. */
export function shapeProblem(code: string, { pattern, words }: CodeShape): string | undefined {
  if (new RegExp(`^(?:${pattern})$`).test(code)) return undefined;
  return t.onboarding.notACode(words, code.length);
}

/** `to m*****r@example.com at 12:31, works until 13:01. 4 attempts are left.` */
export function sentWords(request: CodeRequest, timeZone: string): string {
  const { sentTo, sentAt, expiresAt } = request;
  const { sentTo: to, worksUntil, olderCodes } = t.onboarding;
  const until = expiresAt ? worksUntil(clock(expiresAt, timeZone)) : '';
  return `${to(sentTo, moment(sentAt, timeZone))}${until}. ${attemptsWords(request) ?? olderCodes}`;
}

/** Undefined: the cloud did not say how many. */
export function attemptsWords(request: CodeRequest | null): string | undefined {
  const left = request?.attemptsLeft ?? undefined;
  return left === undefined ? undefined : t.onboarding.attemptsLeft(left);
}

/** After these nothing was redeemed, and where nothing is left over, another code is all that it takes. */
export function isAboutCode({
  code,
  notRestored,
}: {
  readonly code: string;
  readonly notRestored: readonly string[];
}): boolean {
  return code.startsWith('CODE_') && notRestored.length === 0;
}

/** The onboarding that runs; not the one whose code was refused, which a list may hold a little longer. */
export function onboardingIn(
  running: readonly { readonly id: string; readonly kind: string }[],
  refused: string | undefined,
): string | undefined {
  return running.find(({ id, kind }) => kind === 'ONBOARD' && id !== refused)?.id;
}

/** What is left of an onboarding once the venue is connected. */
export function waitingWords(
  locations: readonly { readonly activated: boolean | null }[],
  mayActivate: boolean,
): string {
  const waiting = locations.filter(({ activated }) => activated === false).length;
  if (waiting === 0 && locations.some(({ activated }) => activated === null))
    return t.onboarding.activationUnknown;
  if (waiting === 0) return t.onboarding.allActivated;
  return mayActivate
    ? t.onboarding.locationsWait(waiting)
    : t.onboarding.locationsWaitFor(waiting, t.permissions.CLOUD_CONNECTIVITY_LOCATIONS);
}

/** Of a venue that is connected already: whether anything is left, and which locations it is. Undefined: not known yet. */
export function connectedWords(
  locations: readonly { readonly name: string; readonly activated: boolean | null }[] | undefined,
): string {
  const { caseSentences, nothingLeft, stillWait } = t.onboarding;
  const isConnected = caseSentences.ALREADY_CONNECTED;
  const waiting = locations?.filter(({ activated }) => activated === false).map(({ name }) => name) ?? [];
  if (waiting.length > 0) return `${isConnected} ${stillWait(list(waiting), waiting.length)}`;
  return locations?.every(({ activated }) => activated) ? `${isConnected} ${nothingLeft}` : isConnected;
}

/** How the last page of onboarding speaks. */
export function onboardingWords(): JobWords {
  const { trail, titles, goesOn, succeeded, planAgain } = t.onboarding.job;
  const again = [{ view: 'onboarding', word: planAgain }];
  return {
    name: t.pages.onboarding,
    actions: { FINISH_ONBOARDING: [{ view: 'onboarding', word: t.onboarding.finish }] },
    trail,
    titles,
    sentences: { PENDING: goesOn, RUNNING: goesOn, SUCCEEDED: succeeded },
    next: {
      SUCCEEDED: [
        { view: 'services', word: t.ui.links.services },
        { view: 'venue', word: t.ui.goToVenue },
      ],
      FAILED: again,
      CANCELLED: again,
    },
  };
}
