/** What the cloud's rules answer other than success. What they changed or recorded by then holds. */

/** `{"code", "message", …details}` with its status. */
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

/** No answer while that fault is set as it is. */
export class Silence extends Error {
  override readonly name = 'Silence';

  constructor(
    readonly fault: 'redeem' | 'sync',
    readonly value: string,
  ) {
    super('This request gets no answer.');
  }
}
