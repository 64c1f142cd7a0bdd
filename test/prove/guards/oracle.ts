/**
 * Who may do what, written from the design and the contract and apart from the product: it reads the raw tables, and imports nothing of
 * what it judges.
 */
import { readFileSync } from 'node:fs';
import type { RawVenue } from './fixture.js';

export interface Asker {
  readonly clerkId: string;
  /** Proof of presence is less than five minutes old. */
  readonly present: boolean;
  /** What an API token of the clerk names; undefined: the clerk asks in person. */
  readonly token: ReadonlySet<string> | undefined;
}

export type Verdict =
  | 'passes'
  | 'UNAUTHENTICATED'
  | 'PERMISSION'
  | 'SCOPE'
  | 'STEP_UP'
  | 'HIERARCHY'
  | 'PERSON_NEEDED'
  | 'SECOND_PERSON_NEEDED'
  | 'NOT_FOUND'
  | 'NOT_AWAITING_APPROVAL'
  | 'BAD_USER_INPUT';

/** What acts on the whole venue, as the contract says. */
const WHOLE = [
  'CLOUD_CONNECTIVITY_ONBOARD',
  'SERVICES_CONTROL',
  'CLERK_SECURITY_EDIT',
  'API_TOKENS_MANAGE',
  'SUPPORT_BUNDLE',
];
const EDIT = 'CLERK_SECURITY_EDIT';

export class Oracle {
  readonly #raw: RawVenue;
  readonly #now: number;

  constructor(raw: RawVenue, now: Date) {
    this.#raw = raw;
    this.#now = now.getTime();
  }

  isHere(clerkId: string): boolean {
    return this.#raw.clerks.some(({ id, disabled }) => id === clerkId && !disabled);
  }

  /** Undefined: through both gates. */
  gate(clerkId: string, permission: string, token?: ReadonlySet<string>): 'PERMISSION' | 'SCOPE' | undefined {
    const clerk = this.#raw.clerks.find(({ id }) => id === clerkId);
    const isTicked =
      clerk !== undefined && !clerk.disabled && this.box(clerk.group, permission) !== undefined;
    if (!isTicked || (token && !token.has(permission))) return 'PERMISSION';
    const seen = this.seen(clerkId);
    const all = this.#raw.locationGroups;
    const enough = WHOLE.includes(permission) ? seen.size === all.length && all.length > 0 : seen.size > 0;
    return enough ? undefined : 'SCOPE';
  }

  /** The box where it is in effect. */
  box(group: string | undefined, permission: string): { readonly expires: number | undefined } | undefined {
    const found = this.#raw.boxes.find((box) => box.group === group && box.permission === permission);
    if (!found?.granted) return undefined;
    return found.expires !== undefined && found.expires <= this.#now ? undefined : found;
  }

  /** Location Groups. */
  seen(clerkId: string): ReadonlySet<string> {
    const clerk = this.#raw.clerks.find(({ id }) => id === clerkId);
    const pairs = this.#raw.sight.filter(({ clerkGroup }) => clerkGroup === clerk?.clerkGroup);
    return new Set(pairs.map(({ locationGroup }) => locationGroup));
  }

  seenLocations(
    clerkId: string,
  ): readonly { readonly id: string; readonly name: string; readonly isSeen: boolean }[] {
    const seen = this.seen(clerkId);
    return this.#raw.locations.map(({ id, name, locationGroup }) => ({
      id,
      name,
      isSeen: seen.has(locationGroup),
    }));
  }

  /** 1 is highest; of a clerk in no group: below all. */
  rankOf(clerkId: string): number {
    return this.rankOfGroup(this.#raw.clerks.find(({ id }) => id === clerkId)?.group);
  }

  rankOfGroup(group: string | undefined): number {
    return this.#raw.groups.find(({ id }) => id === group)?.rank ?? 1000;
  }

  groupOf(clerkId: string): string | undefined {
    return this.#raw.clerks.find(({ id }) => id === clerkId)?.group;
  }

  /** Through both gates now. */
  holders(permission: string): string[] {
    return this.#raw.clerks.map(({ id }) => id).filter((id) => this.gate(id, permission) === undefined);
  }

  /** Names of groups above this rank in which someone may grant it until then, highest first. */
  whoMayGrant(rank: number, permission: string, until: number | undefined = 0): string[] {
    const able = this.holders(permission).filter((id) => {
      const end = this.box(this.groupOf(id), permission)?.expires;
      return (
        this.gate(id, EDIT) === undefined && this.rankOf(id) < rank && !(end !== undefined && until > end)
      );
    });
    const groups = this.#raw.groups.filter(({ id }) => able.some((clerk) => this.groupOf(clerk) === id));
    return [...groups].sort((a, b) => a.rank - b.rank).map(({ name }) => name);
  }

  /** Whether clerk security could be edited for good by no one any more, or by no one at all, were it not for this group. */
  isLastEditor(group: string): boolean {
    const ends = (inGroup: boolean) =>
      this.holders(EDIT)
        .filter((id) => (this.groupOf(id) === group) === inGroup)
        .map((id) => this.box(this.groupOf(id), EDIT)?.expires);
    const [mine, others] = [ends(true), ends(false)];
    if (mine.length === 0) return false;
    return others.length === 0 || (mine.includes(undefined) && !others.includes(undefined));
  }

  hasGroup(group: string): boolean {
    return this.#raw.groups.some(({ id }) => id === group);
  }
}

/** The guard of every root field: as the snapshot of public names says, and not the code. */
export function guardOf(field: string): string {
  const guard = GUARDS.get(field);
  if (guard === undefined) throw new Error(`test/public-names.txt doesn't say who may ask for ${field}.`);
  return guard;
}

/** Besides grants, and what is decided about an operation. */
export const NEEDS_PRESENCE: Readonly<Record<string, string>> = {
  onboard: 'CLOUD_CONNECTIVITY_ONBOARD',
  resync: 'CLOUD_CONNECTIVITY_ONBOARD',
  createApiToken: 'API_TOKENS_MANAGE',
  setMaintenance: 'SERVICES_CONTROL',
  confirmClock: 'SERVICES_CONTROL',
  signOffAudit: 'AUDIT_VIEW',
};

/** No one but a person. */
export const NEEDS_PERSON = [
  'setMaintenance',
  'confirmClock',
  'unlockClerk',
  'approveOperation',
  'rejectOperation',
  'resolveOperation',
  'stepUp',
  'changePin',
  'signOffAudit',
];

/** `.alerts @requires(permission: SERVICES_VIEW)`, `.venue @signedIn` */
const GUARDS = new Map(
  [
    ...readFileSync('test/public-names.txt', 'utf8').matchAll(
      /^graphql: (?:Query|Mutation|Subscription)\|.*$/gm,
    ),
  ]
    .flatMap(([line]) => [...line.matchAll(/\|\.(\w+) @(\w+)(?:\(permission: (\w+)\))?/g)])
    .map(([, field = '', directive = '', permission]) => [field, permission ?? directive] as const),
);
