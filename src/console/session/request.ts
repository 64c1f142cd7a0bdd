import { type AnyVariables, Client, fetchExchange, type TypedDocumentNode } from '@urql/core';
import { CLIENT_HEADER } from '../data/client-name';
import { type Failure, failureOf } from '../data/failure';

/** One request outside any sign-in, or with a token that is no sign-in yet. */
export async function ask<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  token?: string,
): Promise<{ readonly data: Data | undefined; readonly failure: Failure | undefined }> {
  const client = new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: { headers: { ...CLIENT_HEADER, ...(token && { authorization: `Bearer ${token}` }) } },
    exchanges: [fetchExchange],
  });
  const { data, error } = await client.mutation(document, variables).toPromise();
  return { data, failure: failureOf(error) };
}
