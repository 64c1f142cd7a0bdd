/** Documents that somebody follows: whoever follows the same text shares what was read and checked of it, for as long as one of them does. */
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { type PreparedDocument, prepareDocument } from './prepare-document.js';

export class LivingDocuments {
  readonly #schema: GraphQLSchema;
  readonly #known = new Map<string, WeakRef<DocumentNode>>();
  readonly #gone = new FinalizationRegistry<string>((source) => {
    if (this.#known.get(source)?.deref() === undefined) this.#known.delete(source);
  });

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  prepare(source: string, operationName: string | undefined): PreparedDocument {
    const known = this.#known.get(source)?.deref();
    const prepared = prepareDocument(this.#schema, source, operationName, known);
    if ('errors' in prepared || known !== undefined) return prepared;
    this.#known.set(source, new WeakRef(prepared.document));
    this.#gone.register(prepared.document, source);
    return prepared;
  }
}
