/** How the page of the code speaks. */
import type { OnboardingPlanPageFragment } from '../../generated/graphql';
import { clock, moment } from '../../ui/format';

type CodeShape = OnboardingPlanPageFragment['codeShape'];
type CodeRequest = NonNullable<OnboardingPlanPageFragment['codeRequest']>;

/** Why this can't be a code, before anything is sent; undefined: it can be one. */
export function shapeProblem(code: string, { pattern, words }: CodeShape): string | undefined {
  if (new RegExp(`^(?:${pattern})$`).test(code)) return undefined;
  const has = code.length === 1 ? '1 character' : `${code.length} characters`;
  return `That is not a code: one has ${words}. What stands here has ${has}.`;
}

/** `to m*****r@example.com at 12:31, works until 13:01. 4 attempts are left.` */
export function sentWords(request: CodeRequest, timeZone: string): string {
  const { sentTo, sentAt, expiresAt } = request;
  const until = expiresAt ? `, works until ${clock(expiresAt, timeZone)}` : '';
  const left = attemptsWords(request);
  return `to ${sentTo} at ${moment(sentAt, timeZone)}${until}. ${left ?? 'An older code works no more.'}`;
}

/** Undefined: the cloud did not say how many. */
export function attemptsWords(request: CodeRequest | null): string | undefined {
  const left = request?.attemptsLeft ?? undefined;
  if (left === undefined) return undefined;
  return left === 1 ? '1 attempt is left.' : `${left} attempts are left.`;
}

/** After these nothing was redeemed, and another code is all that it takes. */
export function isAboutCode(failure: { readonly code: string } | null | undefined): boolean {
  return failure?.code.startsWith('CODE_') ?? false;
}

/** What is left of an onboarding once the venue is connected. */
export function waitingWords(
  locations: readonly { readonly activated: boolean | null }[],
  mayActivate: boolean,
): string {
  const waiting = locations.filter(({ activated }) => activated === false).length;
  if (waiting === 0 && locations.some(({ activated }) => activated === null))
    return 'Which locations are activated is not known yet.';
  if (waiting === 0) return 'Every location that you see is activated. That was the last step.';
  const which = waiting === 1 ? '1 location waits' : `${waiting} locations wait`;
  return mayActivate
    ? `${which} to be activated. That is the last step.`
    : `${which} to be activated, by somebody with Cloud Connectivity > Locations. That is the last step.`;
}
