/** Writes the migration file (passport) of this server: gathers its content and seals it. */
import { randomUUID } from 'node:crypto';
import { AppError } from '../../errors/errors.js';
import type { Act, Actor, AuditTrail } from '../audit/trail.js';
import { type FactSources, readPlanFacts } from '../facts/plan-facts.js';
import type { ClerkReader } from '../ports/clerk-reader.js';
import type { Clock } from '../ports/machine.js';
import type { PassportSeal } from '../ports/passport-seal.js';
import type { StateDatabase } from '../ports/state-database.js';
import { knownOf } from '../types/fact.js';
import type { Operation } from '../types/operation.js';
import type { Passport, PassportGateway, PassportGrant, PassportOperation } from '../types/passport.js';
import type { Secret } from '../types/secret.js';
import { decidedSettings, type Settings } from '../types/settings.js';

/** Number of newest operations in the file. */
const OPERATIONS = 20;

export interface PassportParts extends FactSources {
  readonly state: StateDatabase;
  readonly clerks: ClerkReader;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly seal: PassportSeal;
  readonly settings: Settings;
  /** Of this program. */
  readonly version: string;
}

interface IssuedPassport {
  readonly id: string;
  readonly madeAt: Date;
}

/** The audit has a row before and after. `keep` stores the file; if it throws, the export fails. */
export function issuePassport(
  parts: PassportParts,
  actor: Actor,
  act: Pick<Act, 'action' | 'reason'>,
  how: { readonly passphrase: Secret; readonly keep: (file: Uint8Array) => void },
): Promise<IssuedPassport> {
  return parts.audit.audited(actor, act, async (tell) => {
    const passport = await collectPassport(parts);
    tell({ detail: { passport: passport.id, head: passport.history.head } });
    const file = await parts.seal.seal(JSON.stringify(passport), how.passphrase);
    how.keep(file);
    return { id: passport.id, madeAt: new Date(passport.madeAt) };
  });
}

async function collectPassport(parts: PassportParts): Promise<Passport> {
  const { state, clock, settings, version } = parts;
  const facts = await readPlanFacts(parts, clock.now());
  const [registration, everConnected] = [facts.registration.value, facts.everConnected.value];
  const [host, cloud] = [knownOf(facts.host), knownOf(facts.cloud)];
  if (!host) throw new AppError('POWERSHELL_UNAVAILABLE');
  const { machineId } = host;
  if (machineId === undefined) throw new AppError('MACHINE_UNKNOWN');
  const [grants, head, operations] = await Promise.all([
    grantsOf(parts.clerks),
    state.audit.head(),
    state.operations.list({ first: OPERATIONS }),
  ]);
  return {
    id: randomUUID(),
    madeAt: facts.at.toISOString(),
    version,
    venue: { customerNumber: registration.customerNumber, companyName: registration.companyName },
    server: { machineId, swiftposVersion: registration.swiftposVersion },
    gateway: cloud ? gatewayOf(cloud.connection) : null,
    everConnected: cloud ? cloud.connection.firstHeartbeatAt !== undefined : everConnected,
    settings: decidedSettings(settings),
    grants,
    history: { head, operations: operations.slice(0, OPERATIONS).map(inShort) },
  };
}

function gatewayOf(connection: {
  readonly state: string;
  readonly machineId: string | undefined;
  readonly swiftposVersion: string | undefined;
  readonly onboardedAt: Date | undefined;
  readonly lastHeartbeatAt: Date | undefined;
}): PassportGateway {
  return {
    state: connection.state,
    machineId: connection.machineId ?? null,
    swiftposVersion: connection.swiftposVersion ?? null,
    onboardedAt: connection.onboardedAt?.toISOString() ?? null,
    lastHeartbeatAt: connection.lastHeartbeatAt?.toISOString() ?? null,
  };
}

/** Only permissions that the control plane granted: those of Back Office move with swiftpos' database. */
async function grantsOf(clerks: ClerkReader): Promise<readonly PassportGrant[]> {
  const groups = new Map((await clerks.securityGroups()).map((group) => [group.id, group]));
  const ticks = await clerks.ticks([...groups.keys()]);
  return ticks
    .filter(({ granted, grantedByName }) => granted && grantedByName !== undefined)
    .map(({ securityGroupId: id, permission, expiresAt }) => ({
      group: { id, name: groups.get(id)?.name ?? id },
      permission,
      expiresAt: expiresAt?.toISOString() ?? null,
    }));
}

/** Without reason, input and failure: text that a person typed stays on the old server. */
function inShort({ id, kind, state, requestedByName, createdAt, finishedAt }: Operation): PassportOperation {
  const times = { createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null };
  return { id, kind, state, requestedByName, ...times };
}
