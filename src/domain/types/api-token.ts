/** A token for scripts: it asks for the clerk who made it, within the permissions that it names. */
import { Permission } from './permissions.js';

export interface ApiToken {
  readonly id: string;
  /** What it is for. */
  readonly name: string;
  /** What it names, in the tree's order; in effect is only what its maker still holds. */
  readonly permissions: readonly Permission[];
  /** Its maker. */
  readonly clerkId: string;
  readonly createdByName: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** To about a minute; undefined: never. */
  readonly lastUsedAt: Date | undefined;
}

const HOUR_MS = 60 * 60_000;
const LONGEST_DAYS = 90;
const LONGEST_DELICATE_HOURS = 24;
/** A collector of figures sees no operation, and is set up once a year. */
const LONGEST_METRICS_DAYS = 400;

/** A token that names one of these can do what can't be taken back, or give away more. */
const DELICATE: readonly Permission[] = [
  Permission.CLOUD_CONNECTIVITY_ONBOARD,
  Permission.CLERK_SECURITY_EDIT,
  Permission.API_TOKENS_MANAGE,
];

export function isOfMetricsAlone(permissions: readonly Permission[]): boolean {
  return permissions.length > 0 && permissions.every((permission) => permission === Permission.METRICS_VIEW);
}

/** How long a token with these permissions may live: in milliseconds, and in words. */
export function longestLife(permissions: readonly Permission[]): {
  readonly ms: number;
  readonly words: string;
  readonly isDelicate: boolean;
} {
  const delicate = DELICATE.filter((permission) => permissions.includes(permission));
  if (delicate.length === 0) {
    const days = isOfMetricsAlone(permissions) ? LONGEST_METRICS_DAYS : LONGEST_DAYS;
    return { ms: days * 24 * HOUR_MS, words: `Choose a time within ${days} days.`, isDelicate: false };
  }
  const words = `Choose a time within ${LONGEST_DELICATE_HOURS} hours for a token with ${delicate.join(' or ')}.`;
  return { ms: LONGEST_DELICATE_HOURS * HOUR_MS, words, isDelicate: true };
}
