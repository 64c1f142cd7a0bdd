import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useRef, useState } from 'react';
import { useClient } from 'urql';
import { type Failure, failureOf } from './failure';
import { allRows, type Page, withHead, withNext } from './pages';
import { useLiveQuery } from './use-live-query';

export interface Paged<Node> {
  /** Newest first; undefined until the first answer is there. */
  readonly rows: readonly Node[] | undefined;
  readonly hasMore: boolean;
  readonly failure: Failure | undefined;
  readonly loading: boolean;
  readonly showMore: () => void;
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

/** A list whose head lives and whose tail is asked for page by page. */
export function usePages<Data extends object, Variables extends AnyVariables, Node>({
  document,
  variables,
  field,
  pageOf,
  every = 0,
  size = 50,
}: PagedQuery<Data, Variables, Node>): Paged<Node> {
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
  const showMore = async () => {
    const from = known.current;
    if (!from || loading) return;
    setLoading(true);
    const next = await ask(size, from.page.pageInfo.endCursor);
    setLoading(false);
    const now = known.current;
    if (next && now?.asked === from.asked) known.current = { ...now, page: withNext(now.page, next) };
    draw((times) => times + 1);
  };
  return {
    rows: page?.edges.map(({ node }) => node),
    hasMore: page?.pageInfo.hasNextPage ?? false,
    failure: failureOf(error, field) ?? moreFailed,
    loading,
    showMore: () => void showMore(),
    all: () => allRows((after) => ask(FILE_PAGE, after), FILE_ROWS),
  };
}
