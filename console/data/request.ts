/** A request outside a session, and the headers of every request. */
import { type AnyVariables, Client, fetchExchange, type TypedDocumentNode } from '@urql/core';
import { type Failure, failureOf } from './failure';

/** What the audit says this page is. */
export const CLIENT = globalThis.location?.pathname === '/ide' ? 'IDE' : 'console';
export const CLIENT_HEADER = { 'x-venue-control-client': CLIENT };
/** No one has touched the page for a while: what it asks then is asked automatically, and is no use of its session. */
export const UNATTENDED_HEADER = { 'x-venue-control-unattended': '1' };

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

export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
