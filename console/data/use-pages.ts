import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useRef, useState } from 'react';
import { useClient } from 'urql';
import { type Failure, failureOf } from './failure';
import { useLiveQuery } from './use-live-query';

export interface Paged<Node, Data = unknown> {
  /** The whole answer of its head; undefined until it is there. */
  readonly data: Data | undefined;
  /** Newest first; undefined until the first answer is there. */
  readonly rows: readonly Node[] | undefined;
  readonly hasMore: boolean;
  /** On all pages; undefined: it was not asked for, or is not known. */
  readonly totalCount: number | undefined;
  readonly failure: Failure | undefined;
  readonly loading: boolean;
  readonly showMore: () => void;
  /** Every page, as far as a person prints them; resolves once they are shown, or could not be read. */
  readonly showAll: () => Promise<void>;
  /** Everything that the filters find, for a file. Undefined: it could not be read. */
  readonly all: () => Promise<{ readonly rows: readonly Node[]; readonly isWhole: boolean } | undefined>;
}

export interface PagedQuery<Data, Variables, Node> {
  readonly document: TypedDocumentNode<Data, Variables>;
  /** Besides `first` and `after`, which are given here. */
  readonly variables: Omit<Variables, 'first' | 'after'>;
  /** Of the root field, for its failure. */
  readonly field: string;
  readonly pageOf: (data: Data) => Page<Node> | null | undefined;
  /** How often its head is checked, in milliseconds. Default: only when something else asks. */
  readonly every?: number;
  /** Rows a page. Default 50. */
  readonly size?: number;
}

/** Rows a request for a file, and at most in one: a spreadsheet that is read by a person. */
const FILE_PAGE = 200;
export const FILE_ROWS = 10_000;
/** On paper: about fifty sheets. */
const PRINTED_ROWS = 2_000;

/** A list whose head lives and whose tail is asked for page by page. */
export function usePages<Data extends object, Variables extends AnyVariables, Node>({
  document,
  variables,
  field,
  pageOf,
  every = 0,
  size = 50,
}: PagedQuery<Data, Variables, Node>): Paged<Node, Data> {
  const client = useClient();
  const filled = (first: number, after: string | null) =>
    ({ ...variables, first, after }) as unknown as Variables;
  const { data, error, isCurrent } = useLiveQuery(document, filled(size, null), every);
  const [moreFailed, setMoreFailed] = useState<Failure>();
  const [loading, setLoading] = useState(false);
  const [, draw] = useState(0);
  const asked = JSON.stringify(variables);
  const known = useRef<{ readonly asked: string; readonly head: unknown; readonly page: Page<Node> }>(
    undefined,
  );
  const before = known.current?.asked === asked ? known.current : undefined;
  const head = data && isCurrent ? pageOf(data) : undefined;
  if (head && before?.head !== head) known.current = { asked, head, page: withHead(before?.page, head) };
  const page = known.current?.asked === asked ? known.current.page : undefined;

  const ask = async (first: number, after: string | null) => {
    const question = client.query(document, filled(first, after), { requestPolicy: 'network-only' });
    const answer = await question.toPromise();
    setMoreFailed(failureOf(answer.error, field));
    return (answer.data && pageOf(answer.data)) ?? undefined;
  };
  /** Behind those that are known: one page, and on until there are `most`. */
  const load = async (first: number, most: number) => {
    const from = known.current;
    if (!from?.page.pageInfo.hasNextPage || loading) return;
    setLoading(true);
    let { page } = from;
    do {
      const next = await ask(first, page.pageInfo.endCursor);
      if (!next) break;
      page = withNext(page, next);
    } while (page.pageInfo.hasNextPage && page.edges.length < most);
    setLoading(false);
    const now = known.current;
    if (now?.asked === from.asked) known.current = { ...now, page: withHead(page, now.head as Page<Node>) };
    draw((times) => times + 1);
  };
  return {
    data: isCurrent ? data : undefined,
    rows: page?.edges.map(({ node }) => node),
    totalCount: page?.totalCount ?? undefined,
    hasMore: page?.pageInfo.hasNextPage ?? false,
    failure: failureOf(error, field) ?? moreFailed,
    loading,
    showMore: () => void load(size, 0),
    showAll: () => load(FILE_PAGE, PRINTED_ROWS),
    all: () => allRows((after) => ask(FILE_PAGE, after), FILE_ROWS),
  };
}

/** A list that is read page by page, newest first, while new rows come at its head. */
export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

export interface Page<Node> {
  readonly totalCount?: number | null;
  readonly edges: readonly Edge<Node>[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

/**
 * What is shown once the head was checked again: its rows, then those that were known below it. Where so much has come meanwhile that
 * the two don't meet, only the head: nothing is shown with a gap in it.
 */
export function withHead<Node>(known: Page<Node> | undefined, head: Page<Node>): Page<Node> {
  const last = head.edges.at(-1);
  const meets = known?.edges.findIndex(({ cursor }) => cursor === last?.cursor) ?? -1;
  if (!known || meets < 0 || meets === known.edges.length - 1) return head;
  return { ...head, edges: [...head.edges, ...known.edges.slice(meets + 1)], pageInfo: known.pageInfo };
}

/** With the page behind the last that is known. */
export function withNext<Node>(known: Page<Node>, next: Page<Node>): Page<Node> {
  const seen = new Set(known.edges.map(({ cursor }) => cursor));
  const fresh = next.edges.filter(({ cursor }) => !seen.has(cursor));
  const endCursor = next.pageInfo.endCursor ?? known.pageInfo.endCursor;
  return { ...next, edges: [...known.edges, ...fresh], pageInfo: { ...next.pageInfo, endCursor } };
}

/** Every row from the head on, `most` at most. `ask` answers the page behind a cursor; undefined: it failed. */
export async function allRows<Node>(
  ask: (after: string | null) => Promise<Page<Node> | undefined>,
  most: number,
): Promise<{ readonly rows: readonly Node[]; readonly isWhole: boolean } | undefined> {
  const rows: Node[] = [];
  let after: string | null = null;
  while (rows.length < most) {
    const page: Page<Node> | undefined = await ask(after);
    if (!page) return undefined;
    rows.push(...page.edges.map(({ node }) => node));
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage || after === null) return { rows, isWhole: true };
  }
  return { rows: rows.slice(0, most), isWhole: false };
}
