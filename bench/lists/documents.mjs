/** Long lists: a page of the audit's rows as the console and the module ask for them, all ten thousand of them page by page. */
export const PAGE_ROWS = 200;
export const ROWS = 10_000;

const NODE = 'sequence at clerkId clerkName runAs client action target outcome reason correlationId';

export const firstPage = `{ auditLog(first: ${PAGE_ROWS}) { edges { node { ${NODE} } } pageInfo { endCursor hasNextPage } } }`;

export const nextPage = `query ($after: String) { auditLog(first: ${PAGE_ROWS}, after: $after) { edges { node { ${NODE} } } pageInfo { endCursor hasNextPage } } }`;
