/** Every field that carries a guard, asked by every kind of caller: one sign a cell. */
import { type GraphQLField, isObjectType } from 'graphql';
import type { Viewer } from '../../../src/domain/request/viewer.js';
import { ALL_PERMISSIONS, type Permission } from '../../../src/domain/types/permissions.js';
import { guardsOf } from '../../../src/resolvers/schema/security.directive.js';
import { schema } from '../../resolvers/ask.js';
import { viewer } from '../../resolvers/fake-control-plane.js';
import { documentOf, type Root } from '../../resolvers/root-documents.js';

export interface MatrixCaller {
  readonly id: string;
  /** Undefined: no clerk is signed in. */
  readonly viewer: Viewer | undefined;
}

export interface MatrixField {
  readonly name: string;
  readonly root: Root;
  readonly document: string;
}

const SIGHTS = { none: [], part: ['1'], whole: ['1', '2'] } as const;

/** What their Security Group ticks, by what their Clerk Group sees; the first is no one at all. */
export const TICKED: readonly (readonly [string, readonly Permission[]])[] = [
  ['nothing', []],
  ...ALL_PERMISSIONS.map((permission) => [permission, [permission]] as const),
  ['everything', ALL_PERMISSIONS],
];

export const matrixCallers: readonly MatrixCaller[] = [
  { id: 'signed out', viewer: undefined },
  ...TICKED.flatMap(([, ticked], column) =>
    Object.entries(SIGHTS).map(([sight, seen]) => {
      const id = `c${column}-${sight}`;
      const scope = { every: sight === 'whole', locationGroupIds: new Set<string>(seen) };
      return { id, viewer: viewer({ scope, permissions: new Set(ticked) }) };
    }),
  ),
];

/** Fields inside other types, by a way to one that any signed-in clerk may go, or the shortest there is. */
const WAYS: Readonly<Record<string, string>> = {
  'Service.processId': '{ services { processId } }',
  // By a mutation, which needs another permission: the query needs the same one.
  'Service.heldBy': 'mutation { startService(key: "netpos") { heldBy { byName } } }',
  'Service.stoppedBy': 'mutation { startService(key: "netpos") { stoppedBy { byName } } }',
  'Location.cloudClientId': '{ venue { locationGroups { locations { cloudClientId } } } }',
  'ClerkGroup.clerks': '{ viewer { clerkGroup { clerks { id } } } }',
  'SecurityGroup.permissions': '{ viewer { securityGroup { permissions { granted } } } }',
  'SecurityGroup.clerks': '{ viewer { securityGroup { clerks { id } } } }',
};

export function matrixFields(): readonly MatrixField[] {
  const roots = (['query', 'mutation', 'subscription'] as const).flatMap((root) => {
    const fields: GraphQLField<unknown, unknown>[] = Object.values(
      schema.getRootType(root as never)?.getFields() ?? {},
    );
    return fields.map((field) => ({
      name: `${root} ${field.name}`,
      root,
      document: documentOf(root, field),
    }));
  });
  const inner = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !roots.some(({ root }) => schema.getRootType(root as never) === type)
      ? Object.values(type.getFields())
          .filter((field) => guardsOf(field).length > 0)
          .map((field) => `${type.name}.${field.name}`)
      : [],
  );
  for (const name of inner) if (!(name in WAYS)) throw new Error(`No way leads to ${name}: say one in WAYS.`);
  return [
    ...roots,
    ...Object.entries(WAYS).map(([name, document]) => ({ name, root: 'query' as const, document })),
  ];
}

/** `codes`: of the errors of an answer, FORBIDDEN with its gate. What comes after the gates is no guard's. */
export function signOf(codes: readonly string[]): string {
  const signs: Readonly<Record<string, string>> = { UNAUTHENTICATED: 'U', PERMISSION: 'P', SCOPE: 'S' };
  const [first] = codes;
  return first === undefined ? '.' : (signs[first] ?? '.');
}

/** One line a field: no one, then a block of three (sees nothing, a part, the whole) for each permission. */
export function matrixLine(name: string, transport: string, signs: string): string {
  const blocks = [signs.slice(0, 1), ...(signs.slice(1).match(/.{3}/g) ?? [])];
  return `${name.padEnd(38)} ${transport.padEnd(4)} ${blocks.join(' ')}`.trimEnd();
}

export const LEGEND = `# Who is let through by both gates, over HTTP (queries, mutations) or WebSocket (subscriptions): . through, U not signed in, P no permission, S sees too little.
# First a caller without a sign-in; then, three by three (a Clerk Group that sees nothing, a part, the whole), a Security Group that ticks: nothing; only
# ${ALL_PERMISSIONS.join(', ')}; everything.
# Written by GUARD_MATRIX=write and test/server/processes/guard-matrix.test.ts; held by it.
`;
