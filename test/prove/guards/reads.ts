/** What a clerk reads, compared with what the oracle says they may: sets of rows, and texts that are built from names. */
import { ALL_PERMISSIONS } from '../../../src/domain/types/permissions.js';
import type { Chance } from '../shared/seeded.js';
import type { KnownOperation } from './fixture.js';
import type { Asker, Oracle } from './oracle.js';
import { isVisible } from './questions.js';

// biome-ignore lint/suspicious/noExplicitAny: it reads whatever the answer holds
type Data = any;

export interface Read {
  readonly kind: string;
  readonly document: string;
  /** What is untrue of the answer. */
  untrue(data: Data, oracle: Oracle): string | undefined;
}

export function readQuestion(chance: Chance, asker: Asker, operations: readonly KnownOperation[]): Read {
  return chance.pick([visibleOperations, ownLocations, ownTexts, othersPermissions, holders])(
    asker,
    operations,
    chance,
  );
}

type Make = (asker: Asker, operations: readonly KnownOperation[], chance: Chance) => Read;

const visibleOperations: Make = (asker, operations) => ({
  kind: 'which operations',
  document: '{ operations(first: 50) { edges { node { id } } } }',
  untrue(data, oracle) {
    const result = data.operations.edges
      .map(({ node }: Data) => node.id)
      .filter((id: string) => /-(ended|awaiting)$/.test(id));
    const right = operations.filter((operation) => isVisible(oracle, asker, operation)).map(({ id }) => id);
    return same(result, right);
  },
});

const ownLocations: Make = ({ clerkId, token }) => ({
  kind: 'which locations',
  document: '{ venue { locationGroups { id locations { id cloudClientId } } } }',
  untrue(data, oracle) {
    const { locationGroups } = data.venue;
    const result = locationGroups.flatMap(({ locations }: Data) => locations.map(({ id }: Data) => id));
    const right = oracle
      .seenLocations(clerkId)
      .filter(({ isSeen }) => isSeen)
      .map(({ id }) => id);
    const mayKnow = oracle.gate(clerkId, 'CLOUD_CONNECTIVITY_LOCATIONS', token) === undefined;
    const isReported = locationGroups.some(({ locations }: Data) =>
      locations.some(({ cloudClientId }: Data) => cloudClientId !== null),
    );
    const groups = same(
      locationGroups.map(({ id }: Data) => id),
      [...oracle.seen(clerkId)],
    );
    return (
      groups ?? same(result, right) ?? (isReported && !mayKnow ? 'a Cloud Client ID was shown' : undefined)
    );
  },
});

/** A name is reported exactly when its location is seen. */
const ownTexts: Make = (asker) => ({
  kind: 'texts with names',
  document: `{ operations(first: 50, kinds: [ACTIVATE_LOCATIONS]) { edges { node { id summary steps { name title } events { step message } } } }
    syncDiagnosis { evidence { value } } }`,
  untrue(data, oracle) {
    const text = JSON.stringify(data);
    for (const { id, name, isSeen } of oracle.seenLocations(asker.clerkId))
      if (!isSeen && (text.includes(name) || text.includes(`activate-${id}`))) return `${name} is named`;
    const seen = oracle.seenLocations(asker.clerkId).filter(({ isSeen }) => isSeen);
    // Not one that was begun meanwhile, about one location.
    const hasSteps = data.operations.edges.some(
      ({ node }: Data) => node.id === 'activate-locations-ended' || node.id === 'activate-locations-awaiting',
    );
    return hasSteps && seen.some(({ name }) => !text.includes(`Activate ${name}`))
      ? 'a name in sight is hidden'
      : undefined;
  },
});

const othersPermissions: Make = (asker, _operations, chance) => {
  const id = String(1 + Math.floor(chance.between(0, 10)));
  return {
    kind: 'permissions of a clerk',
    document: `{ viewer { permissions } clerk(id: "${id}") { permissions locked effectivePermissions { permission allowed gate } } }`,
    untrue(data, oracle) {
      const { clerkId, token } = asker;
      const ticked = (clerk: string, named?: ReadonlySet<string>) =>
        ALL_PERMISSIONS.filter((permission) => oracle.gate(clerk, permission, named) !== 'PERMISSION');
      const own = same(data.viewer.permissions, ticked(clerkId, token));
      if (own !== undefined || data.clerk === null) return own;
      if (id === clerkId) return same(data.clerk.permissions, ticked(clerkId, token));
      const result = data.clerk.effectivePermissions.map(
        ({ permission, allowed, gate }: Data) => `${permission} ${allowed} ${gate}`,
      );
      const right = ALL_PERMISSIONS.map((permission) => {
        const gate = oracle.gate(id, permission);
        return `${permission} ${gate === undefined} ${gate ?? null}`;
      });
      return same(data.clerk.permissions, ticked(id)) ?? same(result, right);
    },
  };
};

const holders: Make = (_asker, _operations, chance) => {
  const permission = chance.pick(ALL_PERMISSIONS);
  return {
    kind: 'holders of a permission',
    document: `{ permissionHolders(permission: ${permission}) { holders { clerk { id } } } }`,
    untrue: (data, oracle) =>
      data.permissionHolders === null
        ? undefined
        : same(
            data.permissionHolders.holders.map(({ clerk }: Data) => clerk.id),
            oracle.holders(permission),
          ),
  };
};

function same(result: readonly string[], right: readonly string[]): string | undefined {
  const [a, b] = [[...result].sort().join(), [...right].sort().join()];
  return a === b ? undefined : `returned ${a}, expected ${b}`;
}
