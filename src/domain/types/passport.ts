/** What a new server learns of the old one. Facts only: no credential, code, PIN, token, password or key is ever in it. */
import {
  array,
  boolean,
  check,
  custom,
  type InferOutput,
  maxLength,
  minLength,
  minValue,
  nullable,
  number,
  object,
  pipe,
  readonly,
  regex,
  safeInteger,
  safeParse,
  string,
} from 'valibot';

const text = pipe(string(), minLength(1), maxLength(500));

/** As `toISOString` writes it, of the years that a database takes. */
const time = pipe(
  text,
  regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/),
  check((written) => !Number.isNaN(Date.parse(written))),
);

const gateway = object({
  state: text,
  /** Of the server whose gateway it was. */
  machineId: nullable(text),
  swiftposVersion: nullable(text),
  onboardedAt: nullable(time),
  lastHeartbeatAt: nullable(time),
});

/** A permission that was ticked by the control plane. */
const grant = object({
  group: object({ id: text, name: text }),
  permission: text,
  expiresAt: nullable(time),
});

const operation = object({
  id: text,
  kind: text,
  state: text,
  requestedByName: text,
  createdAt: time,
  finishedAt: nullable(time),
});

const passport = object({
  id: text,
  /** ISO 8601, as all times here. */
  madeAt: time,
  /** Of the program that made it. */
  version: text,
  venue: object({ customerNumber: pipe(string(), regex(/^\d{8}$/)), companyName: text }),
  server: object({ machineId: text, swiftposVersion: text }),
  /** What the cloud said of the link then; null when it could not be asked. */
  gateway: nullable(gateway),
  /** Whether this venue was ever connected, as far as the old server knew. */
  everConnected: boolean(),
  /** What config.json decided there, by option. */
  settings: custom<Readonly<Record<string, unknown>>>((value) => isRecord(value) && isShallow(value)),
  /** At most more than any venue has groups times permissions. */
  grants: pipe(array(grant), maxLength(10_000), readonly()),
  history: object({
    /** Last row of the old server's audit. */
    head: object({
      sequence: pipe(number(), safeInteger(), minValue(0)),
      hash: pipe(string(), regex(/^[0-9a-f]{64}$/)),
    }),
    /** The newest first. */
    operations: pipe(array(operation), maxLength(100), readonly()),
  }),
});

export type Passport = InferOutput<typeof passport>;
export type PassportGateway = InferOutput<typeof gateway>;
export type PassportGrant = InferOutput<typeof grant>;
export type PassportOperation = InferOutput<typeof operation>;

/**
 * Undefined when the text is none: anyone who knows the passphrase may have written it. What is answered is built again of what belongs there,
 * so that nothing else gets into the audit, config.json or an answer.
 */
export function readPassport(written: string): Passport | undefined {
  try {
    const { success, output } = safeParse(passport, JSON.parse(written));
    return success ? output : undefined;
  } catch (error) {
    // The second of what is nested without end.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of settings: the deepest there is holds a list of records. */
const DEPTH = 6;

function isShallow(value: object, depth = DEPTH): boolean {
  const inside = Object.values(value).filter((each) => typeof each === 'object' && each !== null);
  return depth > 0 && inside.every((each) => isShallow(each, depth - 1));
}
