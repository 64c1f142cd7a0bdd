/** An answer of the contract other than success: `{"code", "message", …details}` with its status. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** Thrown instead of an answer: the socket stays open and silent until the client leaves, 60 s pass, or `whileSet` is false. */
export class Silence extends Error {
  override readonly name = 'Silence';

  constructor(readonly whileSet: () => boolean) {
    super('This request gets no answer.');
  }
}

/** Thrown instead of an answer: the connection ends at once. */
export class HangUp extends Error {
  override readonly name = 'HangUp';
}
