export interface MutantRow {
  readonly file: string;
  /** Occurs once in the file. */
  readonly find: string;
  readonly replace: string;
  /** What the product does then. */
  readonly what: string;
  /** The test file that has to fail. */
  readonly killedBy: string;
}
