/** What a new server is told of the old one. Facts only: no credential, code, PIN, token, password or key is ever in it. */
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

/** A tick box that was ticked by the control plane. */
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

/** Undefined when the text is none: whoever knows the passphrase may have written it. */
export function readPassport(text: string): Passport | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isPassport(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isPassport(value: unknown): value is Passport {
  if (!isRecord(value)) return false;
  const { id, madeAt, version, venue, server, gateway, everConnected, settings, grants, history } = value;
  return (
    [id, version].every(isText) &&
    isTime(madeAt) &&
    isRecord(venue) &&
    /^\d{8}$/.test(String(venue['customerNumber'])) &&
    isText(venue['companyName']) &&
    isRecord(server) &&
    [server['machineId'], server['swiftposVersion']].every(isText) &&
    (gateway === null || isGateway(gateway)) &&
    typeof everConnected === 'boolean' &&
    isRecord(settings) &&
    Array.isArray(grants) &&
    grants.every(isGrant) &&
    isHistory(history)
  );
}

function isGateway(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { state, machineId, swiftposVersion, onboardedAt, lastHeartbeatAt } = value;
  return (
    isText(state) &&
    [machineId, swiftposVersion].every(orNull(isText)) &&
    [onboardedAt, lastHeartbeatAt].every(orNull(isTime))
  );
}

function isGrant(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value['group'])) return false;
  const { group, permission, expiresAt } = value;
  return [group['id'], group['name'], permission].every(isText) && orNull(isTime)(expiresAt);
}

function isHistory(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value['head']) || !Array.isArray(value['operations'])) return false;
  return Number.isSafeInteger(value['head']['sequence']) && typeof value['head']['hash'] === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= 500;
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function orNull(is: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => value === null || is(value);
}
