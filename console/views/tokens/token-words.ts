/** Access tokens for scripts, in words: how long one may live, and how one is. */

import { list, moment, permissionPath } from '../../format/format';
import type { ApiTokensQuery, Permission } from '../../generated/graphql';
import { t } from '../../messages';
import type { Mark } from '../../ui/state-mark';

export type Token = NonNullable<ApiTokensQuery['apiTokens']>[number];

const DAY = 86_400_000;
const LIVES = { day: 1, week: 7, month: 30, quarter: 90, year: 400 } as const;
export type TokenLife = keyof typeof LIVES;

/** With one of these a token can do what can't be taken back, or give away more: it lives a day at most. */
const DELICATE: readonly Permission[] = [
  'CLOUD_CONNECTIVITY_ONBOARD',
  'CLERK_SECURITY_EDIT',
  'API_TOKENS_MANAGE',
];

/** Lives that a token with these permissions may have, shortest first. */
export function tokenLives(permissions: readonly Permission[]): readonly TokenLife[] {
  const isOfMetrics = permissions.length === 1 && permissions[0] === 'METRICS_VIEW';
  const longest = delicateOf(permissions).length > 0 ? 'day' : isOfMetrics ? 'year' : 'quarter';
  return (Object.keys(LIVES) as TokenLife[]).filter((life) => LIVES[life] <= LIVES[longest]);
}

/** Why there is only the shortest; undefined: there is more. */
export function shortLifeWords(permissions: readonly Permission[]): string | undefined {
  const delicate = delicateOf(permissions).map(permissionPath);
  return delicate.length === 0 ? undefined : t.tokens.shortLife(list(delicate));
}

function delicateOf(permissions: readonly Permission[]): readonly Permission[] {
  return DELICATE.filter((permission) => permissions.includes(permission));
}

/** As ISO 8601. A minute short, as the server's clock decides what is too long. */
export function tokenEnd(life: TokenLife, now: number): string {
  return new Date(now + LIVES[life] * DAY - 60_000).toISOString();
}

/** `7 days, until Tue 13 May 12:15` */
export function tokenLifeWords(life: TokenLife, now: number, timeZone: string): string {
  return t.tokens.lifeUntil(t.tokens.lives[life], moment(tokenEnd(life, now), timeZone, now));
}

/** Whether it still opens anything; one that soon ends is worth a word. */
export function tokenMark({ expiresAt }: Token, now: number): Mark {
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) return { tone: 'idle', word: t.alerts.states.CLEARED };
  return left < DAY ? { tone: 'warn', word: t.tokens.endsSoon } : { tone: 'ok', word: t.tokens.valid };
}

/** `Two access tokens; one was never used.` */
export function tokensSentence(tokens: readonly Token[], now: number): string {
  const valid = tokens.filter(({ expiresAt }) => Date.parse(expiresAt) > now);
  if (valid.length === 0) return t.tokens.noneValid;
  const unused = valid.filter(({ lastUsedAt }) => lastUsedAt === null).length;
  const said = t.tokens.areValid(valid.length);
  if (unused === 0) return `${said}.`;
  return `${said}; ${unused === valid.length ? t.tokens.noneUsed : t.tokens.neverUsed(unused)}.`;
}
