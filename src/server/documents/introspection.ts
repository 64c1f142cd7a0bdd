/**
 * Cache of introspection results: the IDE's query is 14,000 fields, 7 ms of the one thread. The schema is the same for every signed-in viewer, and
 * no other caller gets as far as this (pipeline.ts), so one result serves all.
 */
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache';
import { type DocumentNode, execute, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';

/** Largest size of the cache: bytes of its results as JSON. */
const CACHE_BYTES = 1_048_576;

type Data = Record<string, unknown>;

export class IntrospectionResults {
  readonly #schema: GraphQLSchema;
  readonly #cache = new InMemoryLRUCache<Data>({ maxSize: CACHE_BYTES });

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** Undefined for an operation that reads anything but the schema. `key` names document and operation; it takes no variables. */
  async of(
    key: string,
    document: DocumentNode,
    operation: OperationDefinitionNode,
  ): Promise<Data | undefined> {
    if (operation.variableDefinitions?.length || !readsSchemaOnly(operation)) return undefined;
    const known = await this.#cache.get(key);
    if (known) return known;
    const { data, errors } = await execute({
      schema: this.#schema,
      document,
      operationName: operation.name?.value ?? null,
    });
    if (!data || errors) return undefined;
    await this.#cache.set(key, data);
    return data;
  }
}

/** Fields of introspection alone; what spreads a fragment at its root goes the usual way. */
function readsSchemaOnly({ selectionSet: { selections } }: OperationDefinitionNode): boolean {
  return selections.every((one) => one.kind === Kind.FIELD && one.name.value.startsWith('__'));
}
