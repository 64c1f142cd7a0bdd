/** The one spelling of "not over", the same as in the indexes of the first migration: literals, so that the engine can match them. */
import { type SqlBool, sql } from 'kysely';

export const isActive = sql<SqlBool>`state <> 'SUCCEEDED' and state <> 'FAILED' and state <> 'CANCELLED'`;
