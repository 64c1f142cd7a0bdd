/** A list that is read page by page, newest first, while new rows come at its head. */
export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

export interface Page<Node> {
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
  return { edges: [...head.edges, ...known.edges.slice(meets + 1)], pageInfo: known.pageInfo };
}

/** With the page behind the last that is known. */
export function withNext<Node>(known: Page<Node>, next: Page<Node>): Page<Node> {
  const seen = new Set(known.edges.map(({ cursor }) => cursor));
  const fresh = next.edges.filter(({ cursor }) => !seen.has(cursor));
  const endCursor = next.pageInfo.endCursor ?? known.pageInfo.endCursor;
  return { edges: [...known.edges, ...fresh], pageInfo: { ...next.pageInfo, endCursor } };
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
