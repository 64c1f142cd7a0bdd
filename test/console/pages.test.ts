import { allRows, type Page, withHead, withNext } from '../../console/data/use-pages';

/** Rows by number, newest first: `page(9, 7)` holds 9, 8 and 7. */
function page(from: number, to: number, hasNextPage = to > 1): Page<number> {
  const rows = Array.from({ length: from - to + 1 }, (_, index) => from - index);
  return {
    edges: rows.map((node) => ({ cursor: `c${node}`, node })),
    pageInfo: { endCursor: rows.length > 0 ? `c${to}` : null, hasNextPage },
  };
}
const nodes = ({ edges }: Page<number>) => edges.map(({ node }) => node);

describe('a list that is read page by page', () => {
  it('grows downwards, and no row is twice', () => {
    const grown = withNext(page(9, 7), page(7, 4));
    expect(nodes(grown)).toEqual([9, 8, 7, 6, 5, 4]);
    expect(grown.pageInfo).toEqual({ endCursor: 'c4', hasNextPage: true });
  });

  it('keeps its place when the next page is empty', () => {
    const empty = { edges: [], pageInfo: { endCursor: null, hasNextPage: false } };
    expect(withNext(page(9, 7), empty).pageInfo).toEqual({ endCursor: 'c7', hasNextPage: false });
  });

  it('keeps what it has read when new rows come at its head', () => {
    const known = withNext(page(9, 7), page(6, 4));
    const grown = withHead(known, page(10, 8));
    expect(nodes(grown)).toEqual([10, 9, 8, 7, 6, 5, 4]);
    expect(grown.pageInfo.endCursor).toBe('c4');
  });

  it('begins again where head and tail no longer meet: it has no gap', () => {
    const known = withNext(page(9, 7), page(6, 4));
    expect(nodes(withHead(known, page(20, 18)))).toEqual([20, 19, 18]);
    expect(nodes(withHead(undefined, page(3, 1)))).toEqual([3, 2, 1]);
    expect(nodes(withHead(known, page(0, 1)))).toEqual([]);
  });

  it('follows the head when nothing more was read', () => {
    expect(withHead(page(9, 7), page(9, 7, false)).pageInfo.hasNextPage).toBe(false);
  });

  it('is read to its end for a file, or as far as a file goes', async () => {
    const asked: (string | null)[] = [];
    const ask = async (after: string | null) => {
      asked.push(after);
      const from = after === null ? 9 : Number(after.slice(1)) - 1;
      return page(from, from - 2);
    };
    expect(await allRows(ask, 100)).toEqual({ rows: [9, 8, 7, 6, 5, 4, 3, 2, 1], isWhole: true });
    expect(asked).toEqual([null, 'c7', 'c4']);
    expect(await allRows(ask, 4)).toEqual({ rows: [9, 8, 7, 6], isWhole: false });
    expect(await allRows(async () => undefined, 4)).toBeUndefined();
  });
});
