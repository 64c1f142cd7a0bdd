import { type Cache, cacheExchange, type Data, type UpdateResolver } from '@urql/exchange-graphcache';
import * as documents from '../generated/graphql';
import { keylessTypes } from '../generated/input-names';

/** What has no ID of its own lives inside what it belongs to. */
const embedded = () => null;

const keyOfService = ({ key }: Data) => (typeof key === 'string' ? key : null);

/** Normalised: an event about a service changes its row, wherever it is shown. */
export function createCache() {
  return cacheExchange({
    keys: {
      ...Object.fromEntries(keylessTypes.map((type) => [type, embedded])),
      // Its ID is that of the token; beside it is the secret, which is kept nowhere.
      ApiTokenPayload: embedded,
      Service: keyOfService,
    },
    updates: { Mutation: Object.fromEntries(mutationsIn(documents).map((field) => [field, keepLists])) },
  });
}

/** Of a generated document, what is read here. */
interface Sent {
  readonly kind: 'Document';
  readonly definitions: readonly {
    readonly operation?: string;
    readonly selectionSet: { readonly selections: readonly { readonly name: { readonly value: string } }[] };
  }[];
}

/** Root fields of every mutation that the console sends. */
function mutationsIn(all: Readonly<Record<string, unknown>>): readonly string[] {
  const definitions = Object.values(all).flatMap((value) => (isSent(value) ? value.definitions : []));
  return definitions
    .filter(({ operation }) => operation === 'mutation')
    .flatMap(({ selectionSet }) => selectionSet.selections.map(({ name }) => name.value));
}

function isSent(value: unknown): value is Sent {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'Document';
}

/** What a mutation changes beside what it answers: these are asked for again. */
const alsoChanged: Readonly<Record<string, readonly string[]>> = {
  grantPermission: ['permissionHolders', 'clerk'],
  revokePermission: ['permissionHolders', 'clerk'],
  signOffAudit: ['auditDrift'],
  setMaintenance: ['maintenance'],
  confirmClock: ['venueStatus'],
  acknowledgeAlert: ['alerts'],
  createApiToken: ['apiTokens'],
  createSupportBundle: ['supportBundles'],
  renewApiToken: ['apiTokens'],
  revokeApiToken: ['apiTokens'],
};

/** What answers an operation or a service has begun something: a new operation belongs into lists that were asked for before it began. */
const keepLists: UpdateResolver<Data, unknown> = (result, _args, cache, { fieldName }) => {
  const answer = result[fieldName] as Data | null | undefined;
  const hasBegun = answer?.__typename === 'Operation' || answer?.__typename === 'Service';
  if (answer) forget(cache, [...(alsoChanged[fieldName] ?? []), ...(hasBegun ? ['operations'] : [])]);
};

function forget(cache: Cache, fields: readonly string[]): void {
  for (const { fieldKey, fieldName } of cache.inspectFields('Query')) {
    if (fields.includes(fieldName)) cache.invalidate('Query', fieldKey);
  }
}
