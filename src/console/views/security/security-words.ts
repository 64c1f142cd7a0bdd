/** What clerk security says: who may change which box, and how long a grant lasts. */
import type { ClerkSecurityQuery, MatrixGroupFragment } from '../../generated/graphql';
import { count, list, moment } from '../../ui/format';
import { type Hindered, hindranceOf } from '../../ui/hindrance-words';
import type { VenueAround } from '../../venue-context';

type Asker = Pick<VenueAround, 'viewer' | 'mayDo'>;
type Tick = NonNullable<MatrixGroupFragment['permissions']>[number];
type Ranked = Pick<MatrixGroupFragment, 'name' | 'rank'>;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How long a grant may be for; none: until somebody takes it back. */
export const GRANT_LIVES = {
  ever: undefined,
  hour: HOUR,
  shift: 8 * HOUR,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
} as const satisfies Readonly<Record<string, number | undefined>>;

export type GrantLife = keyof typeof GRANT_LIVES;

/** As ISO 8601; null: it never ends by itself. */
export function endOf(life: GrantLife, now: number): string | null {
  const length = GRANT_LIVES[life];
  return length === undefined ? null : new Date(now + length).toISOString();
}

/** `For 8 hours, until 22:15` */
export function lifeWords(life: GrantLife, now: number, timeZone: string): string {
  const end = endOf(life, now);
  if (end === null) return 'Until it is taken back';
  const lengths: Readonly<Record<Exclude<GrantLife, 'ever'>, string>> = {
    hour: '1 hour',
    shift: '8 hours',
    day: '24 hours',
    week: '7 days',
    month: '30 days',
  };
  return `For ${lengths[life as Exclude<GrantLife, 'ever'>]}, until ${moment(end, timeZone, now)}`;
}

/** Lives that go on longer than what the box has now. */
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
  if (hindranceOf(asker, 'CLERK_SECURITY_EDIT')) return 'You may only look';
  const own = asker.viewer?.securityGroup;
  if (!own || group.rank > own.rank) return undefined;
  return group.name === own.name ? 'Your own group' : 'Not below your group';
}

/** Why this box can't be changed by whoever is signed in, in a sentence; undefined: it can. */
export function boxHindrance(asker: Asker, group: Ranked, tick: Tick): Hindered | undefined {
  const hindrance = hindranceOf(asker, 'CLERK_SECURITY_EDIT');
  if (hindrance) return hindrance;
  const own = asker.viewer?.securityGroup;
  if (own && group.rank <= own.rank)
    return {
      sentence: `Only a group that ranks above ${group.name} may change it. Yours is ${own.name}, rank ${own.rank}.`,
    };
  const held = asker.mayDo?.find(({ permission }) => permission === tick.permission);
  return held && !held.allowed
    ? { sentence: `You do not hold ${tick.path} yourself, so you can neither give nor take it.` }
    : undefined;
}

/** `Ticked by Morgan Reyes, Tue 24 Nov 14:05`; in Back Office nobody is named. */
export function tickedBy({ granted, grantedByName, grantedAt }: Tick, timeZone: string): string {
  if (!granted) return 'Not ticked';
  if (!grantedByName) return 'Ticked in Back Office';
  return `Ticked by ${grantedByName}${grantedAt ? `, ${moment(grantedAt, timeZone)}` : ''}`;
}

/** `Sam Okafor and Lee Chen are in this group.` */
export function whoIsIn({ clerks }: Pick<MatrixGroupFragment, 'clerks'>): string {
  const names = (clerks ?? []).map(({ name }) => name);
  if (names.length === 0) return 'Nobody is in this group now.';
  return `${list(names)} ${names.length === 1 ? 'is' : 'are'} in this group.`;
}

/** `Two clerks may onboard and resync; this site wants five at most.` */
export function holdersSentence(holders: ClerkSecurityQuery['permissionHolders']): string {
  if (!holders) return 'Who may do what, by Clerk Security Group.';
  const number = holders.holders.length;
  const who = number === 1 ? 'One clerk' : `${count(number)} clerks`;
  const limit = holders.limit ? `; this site wants ${count(holders.limit).toLowerCase()} at most` : '';
  return `${who} may onboard and resync${limit}.`;
}
