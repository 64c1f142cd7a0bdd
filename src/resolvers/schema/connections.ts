/** Pages of long lists, newest first, as Relay has them: their arguments and their cursors. */
import { IsOptional } from 'class-validator';
import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { AppError } from '../../errors/errors.js';
import { IsCursor, IsPageSize } from './argument-rules.js';

@ObjectType({ simpleResolvers: true, description: 'Relay connections: stable under inserts, keyset-paged.' })
export class PageInfo {
  @Field(() => String, { nullable: true, description: 'Null for an empty page.' })
  startCursor!: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The value of after for the next page; null for an empty page.',
  })
  endCursor!: string | undefined;

  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;
}

/** The type NAMEEdge. */
export function edgeType(name: string, nodeType: () => ClassType) {
  @ObjectType(`${name}Edge`, { simpleResolvers: true })
  class EdgeType {
    @Field(() => String)
    cursor!: string;

    @Field(nodeType)
    node!: object;
  }
  return EdgeType;
}

/** The type NAMEConnection, of a list that says no more than its rows. */
export function connectionType(name: string, nodeType: () => ClassType) {
  const EdgeType = edgeType(name, nodeType);
  @ObjectType(`${name}Connection`, { simpleResolvers: true })
  class ConnectionType {
    @Field(() => [EdgeType])
    edges!: object[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;
  }
  return ConnectionType;
}

/** Page arguments of a list that has `size` rows on a page by default. */
export function pageOf(size: number) {
  @ArgsType()
  abstract class PageArgs {
    @Field(() => Int, { nullable: true, defaultValue: size, description: '1 to 200.' })
    @IsOptional()
    @IsPageSize()
    first?: number | null;

    @Field(() => String, { nullable: true, description: 'A cursor from an earlier page.' })
    @IsOptional()
    @IsCursor()
    after?: string | null;
  }
  return PageArgs;
}

export interface Keyset {
  readonly createdAt: Date;
  readonly id: string;
}

export interface Edge<Row> {
  readonly cursor: string;
  readonly node: Row;
}

export interface Connection<Row> {
  readonly edges: readonly Edge<Row>[];
  readonly pageInfo: {
    readonly startCursor: string | undefined;
    readonly endCursor: string | undefined;
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
  };
}

interface PageOf<Row> {
  readonly hasNextPage: boolean;
  readonly isAfter: boolean;
  readonly cursorOf: (row: Row) => string;
}

/** A page as a Relay connection. What a cursor points behind was shown before: who came with one (`isAfter`) has a previous page. */
export function connectionOf<Row>(
  rows: readonly Row[],
  { hasNextPage, isAfter, cursorOf }: PageOf<Row>,
): Connection<Row> {
  const edges = rows.map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    pageInfo: {
      startCursor: edges[0]?.cursor,
      endCursor: edges.at(-1)?.cursor,
      hasNextPage,
      hasPreviousPage: isAfter,
    },
  };
}

/** Opaque to callers, `createdAt` and ID inside. */
export function writeCursor(key: Keyset): string {
  return Buffer.from(`${key.createdAt.toISOString()} ${key.id}`).toString('base64url');
}

/** Undefined for none; BAD_USER_INPUT for anything that `writeCursor` wouldn't have written. */
export function readCursor(cursor: string | null | undefined): Keyset | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const [time, id, ...rest] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const createdAt = new Date(time ?? '');
  if (id && rest.length === 0 && !Number.isNaN(createdAt.getTime())) {
    const key = { createdAt, id };
    if (writeCursor(key) === cursor) return key;
  }
  throw notACursor();
}

export function notACursor(): AppError {
  return new AppError('BAD_USER_INPUT', {
    message: 'The argument "after" must be a cursor from an earlier page.',
    details: { argument: 'after', arguments: ['after'] },
  });
}
