/**
 * Thrown where an act would begin, when the caller only needs to know whether it would be refused: everything has been asked by then,
 * and nothing was done. The one way to act (AuditTrail) and the one way to begin an operation (Intents) throw it, so that no mutation
 * needs a second way through its rules.
 */
export class WouldBeDone extends Error {
  constructor() {
    super('It would succeed.');
    this.name = 'WouldBeDone';
  }
}
