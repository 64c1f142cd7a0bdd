/**
 * Thrown in place of the change when a caller only asks whether it would be refused: all checks have passed by then. AuditTrail and Intents throw
 * it, as every change goes through one of them.
 */
export class WouldBeDone extends Error {
  constructor() {
    super('It would succeed.');
    this.name = 'WouldBeDone';
  }
}
