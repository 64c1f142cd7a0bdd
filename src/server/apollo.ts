/** Apollo Server behind our guards: what it would do on its own for a public service is switched off, what it would say is masked. */
import { ApolloServer, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { DOCUMENT_LIMITS, limitDocument, VALIDATION } from './document-limits.js';
import { refuseIntrospection } from './introspection.js';
import { introspectionAnswer } from './introspection-answer.js';
import { KnownDocuments } from './known-documents.js';
import type { Log } from './log.js';
import { maskError } from './mask-errors.js';
import { currentScope } from './request-scope.js';

export function createApollo(schema: GraphQLSchema, log: Log): ApolloServer<BaseContext> {
  return new ApolloServer<BaseContext>({
    schema,
    logger: apolloLog(log),
    // Asked for again by our own `refuseIntrospection`, which knows the caller.
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    csrfPrevention: { requestHeaders: ['authorization'] },
    parseOptions: { maxTokens: DOCUMENT_LIMITS.tokens },
    validationRules: [limitDocument],
    validationOptions: VALIDATION,
    // Apollo's own would fill with 125 MB of documents that are all different.
    documentStore: new KnownDocuments(),
    formatError: (_formatted, error) => maskError(error, currentScope(), log),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      httpRules(),
    ],
  });
}

function httpRules(): ApolloServerPlugin<BaseContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation }) {
          if (!currentScope().signedIn) refuseIntrospection(schema, document);
          if (operation?.operation === 'subscription') throw overHttp();
        },
        async responseForOperation({ schema, document, operation, request, response }) {
          const data = operation && introspectionAnswer(schema, document, operation, request.variables);
          return data ? { http: response.http, body: { kind: 'single', singleResult: { data } } } : null;
        },
        // GraphQL over HTTP: whoever doesn't ask for application/graphql-response+json gets 200 for a request that was well formed.
        async willSendResponse({ request, response, source }) {
          const status = response.http.status;
          const modern = request.http?.headers.get('accept')?.includes('application/graphql-response+json');
          if (source !== undefined && !modern && (status === 400 || status === 401))
            response.http.status = 200;
        },
      };
    },
  };
}

function overHttp(): GraphQLError {
  return new GraphQLError('Subscriptions are served over WebSocket, at the same address.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}

/** Apollo's own lines carry the correlation ID too. */
function apolloLog(log: Log) {
  const say = (level: keyof Log) => (message?: unknown) =>
    log[level]({ correlationId: currentScope().correlationId }, `apollo: ${String(message)}`);
  return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
}
