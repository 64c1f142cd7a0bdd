import type { DatabaseFailure } from '../domain/ports/database-failure.js';

/** The database can't do its work now. Engines throw it beside their driver's own errors. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly failure: DatabaseFailure;

  constructor(failure: DatabaseFailure, message: string, options?: { cause: unknown }) {
    super(message, options);
    this.failure = failure;
  }
}

export function closedError(): DatabaseError {
  return new DatabaseError('CLOSED', 'The database was closed.');
}

/** Our own mistake in using a database, never its state: it passes every translation of failures. */
export class DatabaseMisuse extends Error {
  override readonly name = 'DatabaseMisuse';
}
