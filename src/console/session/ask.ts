import { type AnyVariables, Client, fetchExchange, type TypedDocumentNode } from '@urql/core';
import { type Failure, failureOf } from '../data/failure';

/** One request outside any sign-in. */
export async function ask<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<{ readonly data: Data | undefined; readonly failure: Failure | undefined }> {
  const client = new Client({ url: '/graphql', preferGetMethod: false, exchanges: [fetchExchange] });
  const { data, error } = await client.mutation(document, variables).toPromise();
  return { data, failure: failureOf(error) };
}
