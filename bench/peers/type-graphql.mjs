/** type-graphql on Apollo Server and Express, as its guide sets it up: one class, one resolver, an AuthChecker. */
import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { Arg, Authorized, buildSchema, Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { onExpress } from './on-express.mjs';
import { viewerAndPages } from './source.mjs';

export async function serve({ database }, globalMiddlewares = []) {
  const { contextOf, auditPage } = viewerAndPages(database);
  const schema = await buildSchema({
    resolvers: [auditResolver(auditPage)],
    authChecker: ({ context }, [permission]) => context.viewer?.permissions.has(permission) ?? false,
    globalMiddlewares,
  });
  return onExpress(new ApolloServer({ schema }), contextOf);
}

/** What TypeScript's decorators would call. */
function objectType(name, fields) {
  const type = { [name]: class {} }[name];
  for (const [field, [returns, options]] of Object.entries(fields))
    Field(returns, options)(type.prototype, field);
  ObjectType(name)(type);
  return type;
}

function auditResolver(auditPage) {
  const text = () => String;
  const orNull = { nullable: true };
  const Entry = objectType('AuditEntry', {
    sequence: [() => Int],
    at: [() => Date],
    clerkId: [text, orNull],
    clerkName: [text, orNull],
    runAs: [text, orNull],
    client: [text, orNull],
    action: [text],
    target: [text, orNull],
    outcome: [text],
    reason: [text, orNull],
    correlationId: [text],
  });
  const Edge = objectType('AuditEdge', { cursor: [text], node: [() => Entry] });
  const PageInfo = objectType('PageInfo', {
    startCursor: [text, orNull],
    endCursor: [text, orNull],
    hasNextPage: [() => Boolean],
    hasPreviousPage: [() => Boolean],
  });
  const Connection = objectType('AuditConnection', { edges: [() => [Edge]], pageInfo: [() => PageInfo] });
  class AuditResolver {
    auditLog(first, after) {
      return auditPage(first, after);
    }
  }
  const { prototype } = AuditResolver;
  const described = Object.getOwnPropertyDescriptor(prototype, 'auditLog');
  Reflect.defineMetadata('design:paramtypes', [Number, String], prototype, 'auditLog');
  Arg('first', () => Int)(prototype, 'auditLog', 0);
  Arg('after', text, orNull)(prototype, 'auditLog', 1);
  Authorized(['AUDIT_VIEW'])(prototype, 'auditLog', described);
  Query(() => Connection)(prototype, 'auditLog', described);
  Resolver()(AuditResolver);
  return AuditResolver;
}
