/** A text as it was sent and understood. */
export interface KnownStatement {
  readonly sql: string;
  readonly parameters: readonly KnownParameter[];
}

export interface KnownParameter {
  readonly name: string;
  readonly type: string;
  /** It was null: the type is only what a client has to say all the same. */
  readonly isNull?: true;
}
