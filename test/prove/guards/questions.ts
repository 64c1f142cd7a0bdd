/** What is asked, by chance, and what the oracle says to it before it is asked. */
import type { GraphQLField } from 'graphql';
import { ALL_PERMISSIONS } from '../../../src/domain/types/permissions.js';
import { schema } from '../../resolvers/ask.js';
import { documentOf, type Root } from '../../resolvers/root-documents.js';
import type { Chance } from '../shared/seeded.js';
import { HOUR, type KnownOperation, NOW } from './fixture.js';
import { type Asker, guardOf, NEEDS_PERSON, NEEDS_PRESENCE, type Oracle, type Verdict } from './oracle.js';

export interface Question {
  readonly kind: string;
  readonly root: Root;
  readonly document: string;
  /** `passes` covers every answer that no guard has a say in. */
  expected(oracle: Oracle): Verdict;
  /** Who the refusal has to name; undefined: no one in particular. */
  grantableBy?(oracle: Oracle, verdict: Verdict): readonly string[] | undefined;
  /** The box that a change is about, and how it must be when it passes; undefined: cleared. */
  readonly change?: {
    readonly group: string;
    readonly permission: string;
    readonly granted: boolean;
    readonly expires: number | undefined;
  };
}

const EDIT = 'CLERK_SECURITY_EDIT';
const ONBOARD = 'CLOUD_CONNECTIVITY_ONBOARD';

type Field = GraphQLField<unknown, unknown>;

const FIELDS: readonly (readonly [Root, Field])[] = (['query', 'mutation', 'subscription'] as const).flatMap(
  (root) =>
    Object.values(schema.getRootType(root as never)?.getFields() ?? {}).map(
      (field) => [root, field] as const,
    ),
);

/** Asked in ways of their own. */
const OWN = [
  'grantPermission',
  'revokePermission',
  'unlockClerk',
  // It would end the asker's token.
  'renewApiToken',
  'approveOperation',
  'rejectOperation',
  'resolveOperation',
  'cancelOperation',
];

/** Where what the others are given would be refused for itself. */
const ARGUMENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  setMaintenance: { on: 'false' },
  changePin: { currentPin: '"628514"', newPin: '"628514"' },
};

export function rootQuestion(chance: Chance, asker: Asker): Question {
  const [root, field] = chance.pick(FIELDS.filter(([, { name }]) => !OWN.includes(name)));
  const { name } = field;
  const guard = guardOf(name);
  return {
    kind: `${root} ${guard === 'signedIn' || guard === 'public' ? guard : 'with a permission'}`,
    root,
    document: documentOf(root, field, ARGUMENTS[name] ?? {}),
    expected(oracle) {
      if (guard === 'public') return 'passes';
      const early = entry(oracle, asker, guard) ?? presence(asker, name, NEEDS_PRESENCE[name]);
      // A token never names what its maker may not; that of the document names this one.
      const isNamed = name === 'createApiToken' && oracle.gate(asker.clerkId, ONBOARD, asker.token);
      return early ?? (isNamed || 'passes');
    },
    grantableBy(oracle, verdict) {
      if (verdict !== 'PERMISSION') return undefined;
      return above(oracle, asker, entry(oracle, asker, guard) ? guard : ONBOARD);
    },
  };
}

export function grantQuestion(
  chance: Chance,
  asker: Asker,
  { groups, now }: { readonly groups: readonly string[]; readonly now: Date },
): Question {
  const group = chance.pick([...groups, ...groups, '9']);
  const permission = chance.pick([...ALL_PERMISSIONS, EDIT, EDIT]);
  const isGrant = chance.between(0, 1) < 0.55;
  const expires = isGrant ? chance.pick([undefined, undefined, -1, 0.5, 1, 1.5, 2, 3]) : undefined;
  const until = expires === undefined ? undefined : NOW.getTime() + expires * HOUR;
  const name = isGrant ? 'grantPermission' : 'revokePermission';
  const at = until === undefined ? '' : `, expiresAt: "${new Date(until).toISOString()}"`;
  const input = `{ securityGroupId: "${group}", permission: ${permission}, reason: "chance"${at} }`;
  return {
    kind: name,
    root: 'mutation',
    document: `mutation { ${name}(input: ${input}) { id } }`,
    change: { group, permission, granted: isGrant, expires: until },
    expected(oracle) {
      const { clerkId, token } = asker;
      const early = entry(oracle, asker, EDIT) ?? presence(asker, name, EDIT);
      if (early) return early;
      if (until !== undefined && until <= now.getTime()) return 'BAD_USER_INPUT';
      if (!oracle.hasGroup(group)) return 'NOT_FOUND';
      if (oracle.rankOf(clerkId) >= oracle.rankOfGroup(group)) return 'HIERARCHY';
      if (oracle.gate(clerkId, permission, token)) return 'HIERARCHY';
      const own = oracle.box(oracle.groupOf(clerkId), permission)?.expires ?? Number.POSITIVE_INFINITY;
      const wanted = until ?? Number.POSITIVE_INFINITY;
      if (!isGrant) return permission === EDIT && oracle.isLastEditor(group) ? 'HIERARCHY' : 'passes';
      if (wanted > own) return 'HIERARCHY';
      const box = oracle.box(group, permission);
      return box && wanted < (box.expires ?? Number.POSITIVE_INFINITY) ? 'BAD_USER_INPUT' : 'passes';
    },
    grantableBy(oracle, verdict) {
      if (verdict === 'PERMISSION') return above(oracle, asker, EDIT);
      if (verdict !== 'HIERARCHY') return undefined;
      if (!isGrant && isOnlyLast(oracle, asker, group, permission)) return [];
      const end = isGrant ? (until ?? Number.POSITIVE_INFINITY) : undefined;
      return oracle.whoMayGrant(oracle.rankOfGroup(group), permission, end);
    },
  };
}

export function unlockQuestion(chance: Chance, asker: Asker): Question {
  const target = String(1 + Math.floor(chance.between(0, 11)));
  return {
    kind: 'unlockClerk',
    root: 'mutation',
    document: `mutation { unlockClerk(clerkId: "${target}", reason: "chance") { id } }`,
    expected(oracle) {
      const early = entry(oracle, asker, EDIT) ?? presence(asker, 'unlockClerk', EDIT);
      if (early) return early;
      if (target === '11') return 'NOT_FOUND';
      return oracle.rankOf(asker.clerkId) < oracle.rankOf(target) ? 'passes' : 'HIERARCHY';
    },
    grantableBy: (oracle, verdict) =>
      verdict === 'HIERARCHY' ? oracle.whoMayGrant(oracle.rankOf(target), EDIT) : undefined,
  };
}

const KIND_NEEDS = {
  ONBOARD: 'CLOUD_CONNECTIVITY_ONBOARD',
  RESYNC: 'CLOUD_CONNECTIVITY_ONBOARD',
  ACTIVATE_LOCATIONS: 'CLOUD_CONNECTIVITY_LOCATIONS',
  SERVICE_CONTROL: 'SERVICES_CONTROL',
};

/** `isAwaiting`: as it is just before. */
export function decisionQuestion(
  chance: Chance,
  asker: Asker,
  operation: KnownOperation,
  isAwaiting: boolean,
): Question {
  const name = chance.pick([
    'approveOperation',
    'approveOperation',
    'rejectOperation',
    'resolveOperation',
    'cancelOperation',
  ]);
  const choice = name === 'resolveOperation' ? ', choice: "ask-again"' : '';
  return {
    kind: name,
    root: 'mutation',
    document: `mutation { ${name}(id: "${operation.id}"${choice}, reason: "chance") { id } }`,
    expected(oracle) {
      const { clerkId, token } = asker;
      if (!oracle.isHere(clerkId)) return 'UNAUTHENTICATED';
      if (token && NEEDS_PERSON.includes(name)) return 'PERSON_NEEDED';
      if (!isVisible(oracle, asker, operation)) return 'NOT_FOUND';
      const isSecond = name === 'approveOperation' || name === 'rejectOperation';
      if (isSecond && !isAwaiting) return 'NOT_AWAITING_APPROVAL';
      const gate = oracle.gate(clerkId, KIND_NEEDS[operation.kind], token);
      if (gate) return gate;
      const mayAnswer = clerkId !== operation.requestedById && oracle.rankOf(clerkId) <= 2;
      if (isSecond && !mayAnswer) return 'SECOND_PERSON_NEEDED';
      const needsPresence = name === 'approveOperation' || name === 'resolveOperation';
      return needsPresence && !asker.present ? 'STEP_UP' : 'passes';
    },
  };
}

export function isVisible(
  oracle: Oracle,
  { clerkId, token }: Asker,
  { requestedById }: KnownOperation,
): boolean {
  return requestedById === clerkId || oracle.gate(clerkId, 'SERVICES_VIEW', token) === undefined;
}

/** Signed in, and through both gates of the directive. */
function entry(oracle: Oracle, { clerkId, token }: Asker, guard: string): Verdict | undefined {
  if (!oracle.isHere(clerkId)) return 'UNAUTHENTICATED';
  return guard === 'signedIn' ? undefined : oracle.gate(clerkId, guard, token);
}

function presence(
  { present, token }: Asker,
  field: string,
  permission: string | undefined,
): Verdict | undefined {
  if (token && NEEDS_PERSON.includes(field)) return 'PERSON_NEEDED';
  if (permission === undefined || present) return undefined;
  return token?.has(permission) ? undefined : 'STEP_UP';
}

/** No group could give a token what it does not name. */
function above(oracle: Oracle, { clerkId, token }: Asker, permission: string): readonly string[] {
  if (oracle.groupOf(clerkId) === undefined || (token && !token.has(permission))) return [];
  return oracle.whoMayGrant(oracle.rankOf(clerkId), permission);
}

function isOnlyLast(oracle: Oracle, { clerkId, token }: Asker, group: string, permission: string): boolean {
  const mayOtherwise =
    oracle.rankOf(clerkId) < oracle.rankOfGroup(group) && !oracle.gate(clerkId, permission, token);
  return mayOtherwise && permission === EDIT && oracle.isLastEditor(group);
}
