/** Content of a migration file (passport): facts about the old server. It never has a credential, code, PIN, token, password or key. */
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
  /** Of the server that was connected. */
  machineId: nullable(text),
  swiftposVersion: nullable(text),
  onboardedAt: nullable(time),
  lastHeartbeatAt: nullable(time),
});

/** A permission that the control plane granted. */
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
  /** The link as the cloud reported it; null if the cloud could not be queried. */
  gateway: nullable(gateway),
  /** Whether the venue was ever connected, as the old server knew it. */
  everConnected: boolean(),
  /** The settings of its config.json, by option. */
  settings: custom<Readonly<Record<string, unknown>>>((value) => isRecord(value) && isShallow(value)),
  /** The limit is above groups times permissions of any venue. */
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
 * Undefined for any other text: everyone who knows the passphrase can have written it. The result has the known entries only, so that nothing
 * else gets into the audit, config.json or a result.
 */
export function readPassport(written: string): Passport | undefined {
  try {
    const { success, output } = safeParse(passport, JSON.parse(written));
    return success ? output : undefined;
  } catch (error) {
    // RangeError: nested too deep to parse.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nesting of the deepest setting, a list of records. */
const DEPTH = 6;

function isShallow(value: object, depth = DEPTH): boolean {
  const inside = Object.values(value).filter((each) => typeof each === 'object' && each !== null);
  return depth > 0 && inside.every((each) => isShallow(each, depth - 1));
}
