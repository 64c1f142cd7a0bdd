/** What clerk security says: who may change which box, and how long a grant lasts. */

import type { VenueAround } from '../../data/contexts';
import { list, moment, permissionPath } from '../../format/format';
import { nextClose, type TradingPeriod } from '../../format/trading';
import { minutesOf, typedClock } from '../../format/typed';
import { dayIn, momentOfDay } from '../../format/venue-day';
import type { ClerkSecurityQuery, MatrixGroupFragment, Permission } from '../../generated/graphql';
import { t } from '../../messages';
import { hindranceOf } from '../../navigation/may-open';

type Asker = Pick<VenueAround, 'viewer' | 'mayDo'>;
type Tick = NonNullable<MatrixGroupFragment['permissions']>[number];
type Ranked = Pick<MatrixGroupFragment, 'name' | 'rank'>;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How long a grant may be for, the first one by default. `close`: the venue's next close; `clock`: a time of the day. */
export const GRANT_LIVES = [
  'close',
  'hour',
  'shift',
  'half',
  'day',
  'week',
  'month',
  'clock',
  'ever',
] as const;

export type GrantLife = (typeof GRANT_LIVES)[number];

const LENGTHS: Partial<Readonly<Record<GrantLife, number>>> = {
  hour: HOUR,
  shift: 8 * HOUR,
  half: 12 * HOUR,
  day: DAY,
  week: 7 * DAY,
  month: 30 * DAY,
};

/** What ends are worked out from. */
export interface GrantTimes {
  readonly now: number;
  readonly timeZone: string;
  readonly tradingHours: readonly TradingPeriod[];
  /** `23:30`, as it is typed. */
  readonly clock: string;
}

/** In milliseconds; null: it never ends; undefined: the venue has no close that is known, or what is typed is no time. */
export function endOf(life: GrantLife, times: GrantTimes): number | null | undefined {
  const { now, timeZone, tradingHours, clock: typed } = times;
  if (life === 'ever') return null;
  if (life === 'close') return nextClose(tradingHours, now, timeZone);
  if (life === 'clock') return nextTime(typed, now, timeZone);
  return now + (LENGTHS[life] ?? 0);
}

/** When the venue's clocks next show this; undefined: it is no time of the day. */
function nextTime(typed: string, now: number, timeZone: string): number | undefined {
  const clock = typedClock(typed);
  if (clock === undefined) return undefined;
  const today = dayIn(now, timeZone);
  const minute = minutesOf(clock);
  return [minute, minute + 1_440].map((at) => momentOfDay(today, at, timeZone)).find((at) => at > now);
}

/** `For 8 hours, until 22:15`; `Until close, 23:00` */
export function lifeWords(life: GrantLife, times: GrantTimes): string {
  const { now, timeZone } = times;
  if (life === 'ever') return t.security.untilTakenBack;
  if (life === 'clock') return t.security.untilClock;
  const end = endOf(life, times);
  const until = end ? moment(end, timeZone, now) : '';
  return life === 'close' ? t.security.untilClose(until) : t.security.forLife(t.security.lives[life], until);
}

/** Lives that continue longer than what the box has now. */
export function livesAfter({ granted, expiresAt }: Tick, times: GrantTimes): readonly GrantLife[] {
  if (granted && !expiresAt) return [];
  return GRANT_LIVES.filter((life) => {
    if (life === 'clock') return true;
    const end = endOf(life, times);
    if (end === undefined) return false;
    return !granted || end === null || end > Date.parse(expiresAt ?? '');
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
export function boxHindrance(asker: Asker, group: Ranked, tick: Tick): string | undefined {
  const hindrance = hindranceOf(asker, 'CLERK_SECURITY_EDIT');
  if (hindrance) return hindrance;
  const own = asker.viewer?.securityGroup;
  if (own && group.rank <= own.rank) return t.security.onlyAbove(group.name, own.name, own.rank);
  const held = asker.mayDo?.find(({ permission }) => permission === tick.permission);
  return held && !held.allowed ? t.security.notHeld(permissionPath(tick.permission)) : undefined;
}

/** `Ticked by Morgan Reyes, Tue 24 Nov 14:05`; in Back Office no one is named. */
export function tickedBy({ granted, grantedByName, grantedAt }: Tick, timeZone: string): string {
  if (!granted) return t.security.notTicked;
  if (!grantedByName) return t.security.tickedInBackOffice;
  const { tickedBy: by, tickedByAt } = t.security;
  return grantedAt ? tickedByAt(grantedByName, moment(grantedAt, timeZone)) : by(grantedByName);
}

/** Those in the group whom a grant lets do it, and those whose Clerk Group it is not enough for. */
export function whoGains(
  { clerks }: Pick<MatrixGroupFragment, 'clerks'>,
  permission: Permission,
): { readonly gain: readonly string[]; readonly gainNothing: readonly string[] } {
  const gains = ({ effectivePermissions }: NonNullable<typeof clerks>[number]) =>
    effectivePermissions?.find((each) => each.permission === permission)?.inScope ?? true;
  const [gain, gainNothing] = [true, false].map((does) =>
    (clerks ?? []).filter((clerk) => gains(clerk) === does).map(({ name }) => name),
  );
  return { gain: gain ?? [], gainNothing: gainNothing ?? [] };
}

/** `Sam Okafor and Lee Chen are in this group. Ana Silva would gain nothing: …` */
export function gainWords({ gain, gainNothing }: ReturnType<typeof whoGains>): string {
  if (gain.length + gainNothing.length === 0) return t.security.noMembers;
  return [
    gain.length > 0 && t.security.areIn(list(gain), gain.length),
    gainNothing.length > 0 && t.security.gainNothing(list(gainNothing), gainNothing.length),
  ]
    .filter(Boolean)
    .join(' ');
}

/** `Two clerks may onboard and resync; the venue settings allow five at most.` */
export function holdersSentence(holders: ClerkSecurityQuery['permissionHolders']): string {
  if (!holders) return t.security.byGroup;
  const number = holders.holders.length;
  return holders.limit ? t.security.mayOnboardOf(number, holders.limit) : t.security.mayOnboard(number);
}
