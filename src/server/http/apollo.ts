/** Apollo Server behind our guards: what it would do on its own for a public service is switched off, what it would say is masked. */
import { ApolloServer, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { IntrospectionResults } from '../documents/introspection.js';
import { currentScope } from '../documents/mask-errors.js';
import { namesOf, type Pipeline } from '../documents/pipeline.js';
import type { Log } from '../log.js';

/** Bytes of documents that are kept as validated. */
const DOCUMENTS = 8 * 1_048_576;
/** What a character of a document takes once it is parsed: 53 in the console's, 243 in the densest. */
const BYTES_A_CHARACTER = 243;

export function createApollo(schema: GraphQLSchema, pipeline: Pipeline, log: Log): ApolloServer<BaseContext> {
  return new ApolloServer<BaseContext>({
    schema,
    logger: apolloLog(log),
    // Refused by the pipeline, which knows the caller.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    csrfPrevention: { requestHeaders: ['authorization'] },
    parseOptions: pipeline.parseOptions,
    validationRules: pipeline.validationRules,
    validationOptions: pipeline.validationOptions,
    // Apollo's default counts a document as JSON, a quarter of what it holds.
    documentStore: new InMemoryLRUCache<DocumentNode>({
      maxSize: DOCUMENTS,
      sizeCalculation: ({ loc }) => BYTES_A_CHARACTER * (loc?.source.body.length ?? DOCUMENTS),
    }),
    formatError: (_formatted, error) => pipeline.mask(error, currentScope()),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      httpRules(pipeline, new IntrospectionResults(schema)),
    ],
  });
}

function httpRules(pipeline: Pipeline, introspection: IntrospectionResults): ApolloServerPlugin<BaseContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation }) {
          currentScope().operation = namesOf(operation);
          pipeline.admit(document, operation, { transport: 'http', ...currentScope() });
        },
        async responseForOperation({ document, operation, operationName, queryHash, response }) {
          const key = `${queryHash} ${operationName}`;
          const data = operation && (await introspection.of(key, document, operation));
          return data ? { http: response.http, body: { kind: 'single', singleResult: { data } } } : null;
        },
        // GraphQL over HTTP: anyone who doesn't ask for application/graphql-response+json gets 200 for a request that was well formed.
        async willSendResponse({ request, response, source }) {
          const status = response.http.status;
          const modern = request.http?.headers.get('accept')?.includes('application/graphql-response+json');
          if (source !== undefined && !modern && (status === 400 || status === 401 || status === 403))
            response.http.status = 200;
        },
      };
    },
  };
}

/** Apollo's own lines carry the correlation ID too. */
function apolloLog(log: Log) {
  const say = (level: keyof Log) => (message?: unknown) =>
    log[level]({ correlationId: currentScope().correlationId }, `apollo: ${String(message)}`);
  return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
}
