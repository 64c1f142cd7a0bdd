/** The database can't do its work now: closed, missing, locked for too long, set wrongly. Engines throw it beside their driver's own errors. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}
