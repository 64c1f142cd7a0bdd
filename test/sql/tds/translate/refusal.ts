/** A statement is refused with a number of SQL Server's. */
export class SqlRefusal extends Error {
  readonly number: number;
  readonly class: number;
  readonly state: number;
  /** What it does to an open transaction. */
  readonly endsTransaction: boolean;

  constructor(number: number, message: string, severity = 16, { state = 1, endsTransaction = false } = {}) {
    super(message);
    this.number = number;
    this.class = severity;
    this.state = state;
    this.endsTransaction = endsTransaction;
  }
}

/** Its number is nobody's, and its text holds the statement: what the server doesn't know is never guessed. */
export const unknownStatement = 60_000;

export class UnknownStatement extends SqlRefusal {
  constructor(what: string) {
    super(unknownStatement, `The scripted server doesn't know: ${what}`);
  }
}
