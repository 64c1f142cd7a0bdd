/** What a new server learns of the old one. Facts only: no credential, code, PIN, token, password or key is ever in it. */
export interface Passport {
  readonly id: string;
  /** ISO 8601, as all times here. */
  readonly madeAt: string;
  /** Of the program that made it. */
  readonly version: string;
  readonly venue: { readonly customerNumber: string; readonly companyName: string };
  readonly server: { readonly machineId: string; readonly swiftposVersion: string };
  /** What the cloud said of the link then; null when it could not be asked. */
  readonly gateway: PassportGateway | null;
  /** Whether this venue was ever connected, as far as the old server knew. */
  readonly everConnected: boolean;
  /** What config.json decided there, by option. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly grants: readonly PassportGrant[];
  readonly history: {
    /** Last row of the old server's audit. */
    readonly head: { readonly sequence: number; readonly hash: string };
    /** The newest first. */
    readonly operations: readonly PassportOperation[];
  };
}

export interface PassportGateway {
  readonly state: string;
  /** Of the server whose gateway it was. */
  readonly machineId: string | null;
  readonly swiftposVersion: string | null;
  readonly onboardedAt: string | null;
  readonly lastHeartbeatAt: string | null;
}

/** A permission that was ticked by the control plane. */
export interface PassportGrant {
  readonly group: { readonly id: string; readonly name: string };
  readonly permission: string;
  readonly expiresAt: string | null;
}

export interface PassportOperation {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly requestedByName: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/**
 * Undefined when the text is none: anyone who knows the passphrase may have written it. What is answered is built again of what belongs there,
 * so that nothing else gets into the audit, config.json or an answer.
 */
export function readPassport(text: string): Passport | undefined {
  try {
    return passportOf(JSON.parse(text));
  } catch (error) {
    // A SyntaxError, or a RangeError of what is nested without end.
    if (error instanceof SyntaxError || error instanceof RangeError || error instanceof NotThere)
      return undefined;
    throw error;
  }
}

/** What a passport has, is not there, or is not what it should be. */
class NotThere extends Error {}

function passportOf(value: unknown): Passport {
  const { venue, server, gateway, settings, grants, history, ...facts } = record(value);
  const { customerNumber, companyName } = record(venue);
  const { machineId, swiftposVersion } = record(server);
  const { head, operations } = record(history);
  const { sequence, hash } = record(head);
  return {
    id: text(facts['id']),
    madeAt: time(facts['madeAt']),
    version: text(facts['version']),
    venue: { customerNumber: matching(/^\d{8}$/, customerNumber), companyName: text(companyName) },
    server: { machineId: text(machineId), swiftposVersion: text(swiftposVersion) },
    gateway: orNull(gatewayOf, gateway),
    everConnected: flag(facts['everConnected']),
    settings: shallow(record(settings)),
    grants: list(grants, GRANTS).map(grantOf),
    history: {
      head: { sequence: count(sequence), hash: matching(/^[0-9a-f]{64}$/, hash) },
      operations: list(operations, OPERATIONS).map(operationOf),
    },
  };
}

/** More than any venue has groups times permissions, and more than any passport has operations. */
const GRANTS = 10_000;
const OPERATIONS = 100;
/** Of a setting: the deepest there is holds a list of records. */
const DEPTH = 6;

function gatewayOf(value: unknown): PassportGateway {
  const { state, machineId, swiftposVersion, onboardedAt, lastHeartbeatAt } = record(value);
  return {
    state: text(state),
    machineId: orNull(text, machineId),
    swiftposVersion: orNull(text, swiftposVersion),
    onboardedAt: orNull(time, onboardedAt),
    lastHeartbeatAt: orNull(time, lastHeartbeatAt),
  };
}

function grantOf(value: unknown): PassportGrant {
  const { group, permission, expiresAt } = record(value);
  const { id, name } = record(group);
  return {
    group: { id: text(id), name: text(name) },
    permission: text(permission),
    expiresAt: orNull(time, expiresAt),
  };
}

function operationOf(value: unknown): PassportOperation {
  const { id, kind, state, requestedByName, createdAt, finishedAt } = record(value);
  return {
    id: text(id),
    kind: text(kind),
    state: text(state),
    requestedByName: text(requestedByName),
    createdAt: time(createdAt),
    finishedAt: orNull(time, finishedAt),
  };
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new NotThere();
  return value as Record<string, unknown>;
}

function list(value: unknown, most: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length > most) throw new NotThere();
  return value;
}

function text(value: unknown): string {
  if (typeof value !== 'string' || value === '' || value.length > 500) throw new NotThere();
  return value;
}

function matching(pattern: RegExp, value: unknown): string {
  if (!pattern.test(text(value))) throw new NotThere();
  return value as string;
}

/** As `toISOString` writes it, of the years that a database takes. */
function time(value: unknown): string {
  const written = matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/, value);
  if (Number.isNaN(Date.parse(written))) throw new NotThere();
  return written;
}

function flag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new NotThere();
  return value;
}

function count(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new NotThere();
  return value as number;
}

function orNull<T>(of: (value: unknown) => T, value: unknown): T | null {
  return value === null ? null : of(value);
}

function shallow(value: Record<string, unknown>, depth = DEPTH): Record<string, unknown> {
  if (depth === 0) throw new NotThere();
  for (const inside of Object.values(value))
    if (typeof inside === 'object' && inside !== null) shallow(inside as Record<string, unknown>, depth - 1);
  return value;
}
