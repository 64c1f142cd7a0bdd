/** What clerk security says: who may change which box, and how long a grant lasts. */

import type { VenueAround } from '../../data/contexts';
import { list, moment, permissionPath } from '../../format/format';
import type { ClerkSecurityQuery, MatrixGroupFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { type Hindered, hindranceOf } from '../../ui/hindrance-words';

type Asker = Pick<VenueAround, 'viewer' | 'mayDo'>;
type Tick = NonNullable<MatrixGroupFragment['permissions']>[number];
type Ranked = Pick<MatrixGroupFragment, 'name' | 'rank'>;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How long a grant may be for; none: until someone takes it back. */
export const GRANT_LIVES = {
  ever: undefined,
  hour: HOUR,
  shift: 8 * HOUR,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
} as const satisfies Readonly<Record<string, number | undefined>>;

export type GrantLife = keyof typeof GRANT_LIVES;

/** As ISO 8601; null: it never ends automatically. */
export function endOf(life: GrantLife, now: number): string | null {
  const length = GRANT_LIVES[life];
  return length === undefined ? null : new Date(now + length).toISOString();
}

/** `For 8 hours, until 22:15` */
export function lifeWords(life: GrantLife, now: number, timeZone: string): string {
  const end = endOf(life, now);
  if (end === null) return t.security.untilTakenBack;
  const length = t.security.lives[life as Exclude<GrantLife, 'ever'>];
  return t.security.forLife(length, moment(end, timeZone, now));
}

/** Lives that continue longer than what the box has now. */
export function livesAfter({ granted, expiresAt }: Tick, now: number): readonly GrantLife[] {
  const all = Object.keys(GRANT_LIVES) as GrantLife[];
  if (!granted) return all;
  if (!expiresAt) return [];
  return all.filter((life) => {
    const end = endOf(life, now);
    return end === null || Date.parse(end) > Date.parse(expiresAt);
  });
}

/** Why nothing in this group's column can be changed; undefined: it can. In few words, for the head of the column. */
export function columnHindrance(asker: Asker, group: Ranked): string | undefined {
  if (hindranceOf(asker, 'CLERK_SECURITY_EDIT')) return t.security.readOnly;
  const own = asker.viewer?.securityGroup;
  if (!own || group.rank > own.rank) return undefined;
  return group.name === own.name ? t.security.ownGroup : t.security.notBelow;
}

/** Why this box can't be changed by the signed-in clerk, in a sentence; undefined: it can. */
export function boxHindrance(asker: Asker, group: Ranked, tick: Tick): Hindered | undefined {
  const hindrance = hindranceOf(asker, 'CLERK_SECURITY_EDIT');
  if (hindrance) return hindrance;
  const own = asker.viewer?.securityGroup;
  if (own && group.rank <= own.rank)
    return {
      sentence: t.security.onlyAbove(group.name, own.name, own.rank),
    };
  const held = asker.mayDo?.find(({ permission }) => permission === tick.permission);
  return held && !held.allowed
    ? { sentence: t.security.notHeld(permissionPath(tick.permission)) }
    : undefined;
}

/** `Ticked by Morgan Reyes, Tue 24 Nov 14:05`; in Back Office no one is named. */
export function tickedBy({ granted, grantedByName, grantedAt }: Tick, timeZone: string): string {
  if (!granted) return t.security.notTicked;
  if (!grantedByName) return t.security.tickedInBackOffice;
  const { tickedBy: by, tickedByAt } = t.security;
  return grantedAt ? tickedByAt(grantedByName, moment(grantedAt, timeZone)) : by(grantedByName);
}

/** `Sam Okafor and Lee Chen are in this group.` */
export function whoIsIn({ clerks }: Pick<MatrixGroupFragment, 'clerks'>): string {
  const names = (clerks ?? []).map(({ name }) => name);
  if (names.length === 0) return t.security.noMembers;
  return t.security.areIn(list(names), names.length);
}

/** `Two clerks may onboard and resync; the venue settings allow five at most.` */
export function holdersSentence(holders: ClerkSecurityQuery['permissionHolders']): string {
  if (!holders) return t.security.byGroup;
  const number = holders.holders.length;
  return holders.limit ? t.security.mayOnboardOf(number, holders.limit) : t.security.mayOnboard(number);
}
