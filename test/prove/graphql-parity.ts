/** `prove -- graphql-parity`: what our server answers to random documents, byte for byte as graphql-js alone. */
import { HeaderMap } from '@apollo/server';
import {
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { loadViewer } from '../../src/operations/clerks/load-viewer.js';
import { createRequestContext } from '../../src/resolvers/request/context.js';
import { createApollo } from '../../src/server/apollo.js';
import { DOCUMENT_LIMITS, limitDocument } from '../../src/server/document-limits.js';
import { maskError } from '../../src/server/mask-errors.js';
import { Pipeline } from '../../src/server/pipeline.js';
import { inScope } from '../../src/server/request-scope.js';
import { schema } from '../resolvers/ask.js';
import { quietLog } from '../sql/engines.js';
import { type GuardsWorld, guardsWorld } from './guards-world.js';
import { type Dressed, dressed } from './parity-dress.js';
import { bent, RandomDocuments } from './random-documents.js';
import { type Chance, chanceFrom } from './seeded.js';

export interface ParityRow {
  readonly answer: string;
  documents: number;
  bytes: number;
  readonly untrue: string[];
}

export interface ParityOptions {
  readonly documents: number;
  readonly seed: number;
  readonly say?: (line: string) => void;
}

const DOCUMENTS_A_VENUE = 500;
const scope = { correlationId: 'correlation', signedIn: true };

export async function graphqlParity({ documents, seed, say = () => undefined }: ParityOptions) {
  const chance = chanceFrom(seed);
  const rows = new Map<string, ParityRow>();
  const apollo = createApollo(schema, new Pipeline(schema, quietLog), quietLog);
  await apollo.start();
  try {
    for (let done = 0; done < documents; ) {
      const world = await guardsWorld(chance);
      try {
        for (let i = 0; i < DOCUMENTS_A_VENUE && done < documents; i += 1, done += 1)
          await tryOne({ apollo, world, chance, rows });
      } finally {
        await world.close();
      }
      say(`${done} of ${documents} documents`);
    }
  } finally {
    await apollo.stop();
  }
  return [...rows.values()].sort((a, b) => b.documents - a.documents);
}

interface Trial {
  readonly apollo: ReturnType<typeof createApollo>;
  readonly world: GuardsWorld;
  readonly chance: Chance;
  readonly rows: Map<string, ParityRow>;
}

/** Thrice at once: what is kept of a document, and what is shared in one turn, answers as what is asked alone. */
async function tryOne({ apollo, world, chance, rows }: Trial): Promise<void> {
  // A minute each: whoever is refused again and again is told to wait.
  await world.domain.clock.pass(60_000);
  const asked = documentBy(chance);
  const clerkId = chance.pick(world.raw().clerks).id;
  const context = contextOf(world, clerkId);
  // Once before: a diagnosis remembers what it has seen, and tells it at the next look.
  await plainly(asked, await context());
  const expected = await plainly(asked, await context());
  const ours = await Promise.all([1, 2, 3].map(() => byOurs(apollo, asked, context)));
  const answer = kindOf(expected);
  const row = rows.get(answer) ?? { answer, documents: 0, bytes: 0, untrue: [] };
  rows.set(answer, row);
  row.documents += 1;
  row.bytes += expected.length;
  const other = ours.find((body) => body !== expected);
  if (other !== undefined)
    row.untrue.push(
      `${asked.query}\n${JSON.stringify(asked.variables)}\nexpected ${expected}\nreceived ${other}`,
    );
}

function documentBy(chance: Chance): Dressed {
  const text = new RandomDocuments(schema, chance).next('query');
  const asked = dressed(schema, text, chance);
  const query = chance.between(0, 1) < 0.15 ? bent(asked.query, chance) : asked.query;
  // No text at all is no document, which the transport says before graphql is asked.
  return query === '' ? asked : { ...asked, query };
}

/** Answers a fresh context each time, as each request has loaders of its own. */
function contextOf({ domain }: GuardsWorld, clerkId: string) {
  const { plane } = domain;
  return async () => {
    const session = { id: 'session', steppedUpUntil: undefined };
    const viewer = await loadViewer({ clerks: plane.clerks, venue: plane.venueRows }, clerkId, session);
    return createRequestContext({
      controlPlane: plane,
      viewer,
      correlationId: scope.correlationId,
      peer: { address: '127.0.0.1', port: 1 },
    });
  };
}

async function byOurs(
  apollo: Trial['apollo'],
  { query, variables }: Dressed,
  context: ReturnType<typeof contextOf>,
): Promise<string> {
  const headers = new HeaderMap([['content-type', 'application/json']]);
  const httpGraphQLRequest = { method: 'POST', headers, search: '', body: { query, variables } };
  const answer = await inScope(scope, () =>
    apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context }),
  );
  if (answer.body.kind !== 'complete') throw new Error('An answer in parts.');
  return answer.body.string;
}

/** The same as each library's guide does it, and nothing of ours but the schema, the limits and the words of errors. */
async function plainly({ query, variables }: Dressed, contextValue: object): Promise<string> {
  const say = (errors: readonly unknown[]): readonly GraphQLFormattedError[] =>
    errors.map((error) => maskError(error, scope, quietLog));
  const refused = (errors: readonly GraphQLError[], code: string) =>
    write({ errors: say(errors.map((error) => withCode(error, code))) });
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: DOCUMENT_LIMITS.tokens });
  } catch (error) {
    return refused([error as GraphQLError], 'GRAPHQL_PARSE_FAILED');
  }
  const mistakes = validate(schema, document, [...specifiedRules, limitDocument], { maxErrors: 20 });
  if (mistakes.length > 0) return refused(mistakes, 'GRAPHQL_VALIDATION_FAILED');
  const { errors, data } = await execute({ schema, document, contextValue, variableValues: variables });
  if (errors && data === undefined) return refused(errors, 'BAD_USER_INPUT');
  return write({ ...(errors ? { errors: say(errors) } : {}), data });
}

function write(answer: object): string {
  return `${JSON.stringify(answer)}\n`;
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions, path, originalError, extensions } = error;
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    originalError: originalError ?? error,
    extensions: { code, ...extensions },
  });
}

function kindOf(body: string): string {
  const { data, errors } = JSON.parse(body) as {
    data?: unknown;
    errors?: { extensions: { code: string } }[];
  };
  const [first] = errors ?? [];
  if (data === undefined) return `refused: ${first?.extensions.code}`;
  if (data === null) return 'no data, as an error reached the root';
  return first ? 'data and errors' : 'data';
}
