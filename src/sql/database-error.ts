/** The database can't do its work now: closed, missing, locked for too long, set wrongly. Engines throw it beside their driver's own errors. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}

/** Our own mistake in using a database, never its state: it passes every translation of failures. */
export class DatabaseMisuse extends Error {
  override readonly name = 'DatabaseMisuse';
}
