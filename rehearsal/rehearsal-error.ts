/** What the rehearsal refuses, in one sentence for a person at a console, with the remedy in it. */
export class RehearsalError extends Error {
  override readonly name = 'RehearsalError';

  constructor(
    /** FAULT_UNKNOWN, DATABASE_BUSY, CLOUD_PORT_TAKEN, CLOUD_ALREADY_RUNS, CLOUD_NOT_STARTED. */
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
