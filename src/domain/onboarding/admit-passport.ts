/** Opens a migration file (passport) on the new server, takes over its settings and permissions, and returns the case of the next onboarding. */
import { AppError } from '../../errors/errors.js';
import type { Act, Actor } from '../audit/trail.js';
import { readPlanFacts } from '../facts/plan-facts.js';
import type { OnboardingCase, PassportView } from '../plans/plan.js';
import type { SecurityGroupRow } from '../ports/clerk-reader.js';
import { type Passport, readPassport } from '../types/passport.js';
import { ALL_PERMISSIONS, PERMISSIONS, type Permission } from '../types/permissions.js';
import type { Secret } from '../types/secret.js';
import { decidedSettings, SITE_OPTIONS } from '../types/settings.js';
import { getVenueHost } from '../venue/host.js';
import { recallPassport, rememberPassport } from '../venue/known-passport.js';
import { oldServerOf } from '../venue/link.js';
import type { PassportParts } from './issue-passport.js';
import { recogniseCase } from './recognise-case.js';

export interface AdmittedPassport {
  readonly passport: PassportView;
  /** The case of an onboarding now. */
  readonly case: OnboardingCase;
  /** In sentences: what was taken over, and what is left to the administrator. */
  readonly takenOver: readonly string[];
  readonly left: readonly string[];
}

/** Writes settings and permissions of the migration file on this server. */
export interface Successor {
  /** Called before anything is changed: rejects if a setting can't be taken over unchanged. */
  check(settings: Readonly<Record<string, unknown>>): Promise<void>;
  grant(tick: Tick): Promise<void>;
  /** False if this server has another value. */
  setting(name: string, value: unknown): boolean;
}

export interface Tick {
  readonly group: SecurityGroupRow;
  readonly permission: Permission;
  readonly expiresAt: Date | undefined;
}

interface PassportOffered {
  readonly file: Uint8Array;
  readonly passphrase: Secret;
}

/** A refused file changes nothing; the audit records the refusal. */
export async function admitPassport(
  parts: PassportParts,
  actor: Actor,
  act: Pick<Act, 'action' | 'reason'>,
  how: PassportOffered & { readonly successor: Successor },
): Promise<AdmittedPassport> {
  return parts.audit.audited(actor, act, async (tell) => {
    const passport = await openPassport(parts, how);
    const { id, madeAt, server, history } = passport;
    tell({ detail: { passport: id, madeAt, machine: server.machineId, head: history.head } });
    const [takenOver, left]: [string[], string[]] = [[], []];
    try {
      await takeOver(parts, passport, how.successor, { takenOver, left });
    } finally {
      // Also after a failure in the middle: the audit records what was done.
      tell({ detail: { takenOver, left } });
    }
    const at = parts.clock.now();
    await rememberPassport(parts.state.keyValues, passport, at);
    const facts = await readPlanFacts(parts, at);
    const known = await recallPassport(parts.state.keyValues);
    if (!known) throw new AppError('STATE_DATABASE_UNAVAILABLE');
    return {
      passport: { ...known, oldServer: oldServerOf(facts) },
      case: recogniseCase(facts, known),
      takenOver,
      left,
    };
  });
}

/** Tolerated clock error. A file dated later would make every newer file count as imported before. */
const AHEAD_MS = 24 * 60 * 60_000;

/** All refusals, before anything is changed. */
async function openPassport(
  parts: PassportParts,
  { file, passphrase, successor }: PassportOffered & { readonly successor: Successor },
): Promise<Passport> {
  const passport = readPassport(await parts.seal.open(file, passphrase));
  if (!passport) throw new AppError('PASSPORT_DAMAGED');
  const { venue, server, settings, grants, version } = passport;
  const registration = await parts.venue.registration();
  if (venue.customerNumber !== registration.customerNumber)
    throw new AppError('PASSPORT_FOREIGN', {
      message: `The migration file belongs to customer number ${venue.customerNumber}; this venue is ${registration.customerNumber}.`,
    });
  const { machineId } = await getVenueHost(parts.scripts);
  // The file may be of this server, which is unknown without the identity.
  if (machineId === undefined) throw new AppError('MACHINE_UNKNOWN');
  if (server.machineId === machineId) throw new AppError('PASSPORT_OF_THIS_SERVER');
  const madeAt = new Date(passport.madeAt);
  if (madeAt.getTime() > parts.clock.now().getTime() + AHEAD_MS)
    throw new AppError('PASSPORT_DAMAGED', {
      message: `The migration file is dated ${passport.madeAt}, which is in the future by this server's clock.`,
      remedy: 'Correct the clocks of both servers, then export and import a new file.',
    });
  const known = await recallPassport(parts.state.keyValues);
  if (known && known.madeAt >= madeAt) throw new AppError('PASSPORT_IMPORTED_BEFORE');
  const strange = [
    ...Object.keys(settings).filter((name) => !Object.hasOwn(SITE_OPTIONS, name)),
    ...grants.map(({ permission }) => permission).filter((name) => !isPermission(name)),
  ];
  if (strange.length > 0)
    throw new AppError('PASSPORT_TOO_NEW', {
      message: `The migration file was made by version ${version} and has entries that this version does not support: ${strange.join(', ')}.`,
    });
  await successor.check(settings);
  return passport;
}

async function takeOver(
  parts: PassportParts,
  passport: Passport,
  successor: Successor,
  { takenOver, left }: { readonly takenOver: string[]; readonly left: string[] },
): Promise<void> {
  const here = decidedSettings(parts.settings);
  for (const [name, value] of Object.entries(passport.settings)) {
    if (JSON.stringify(here[name]) === JSON.stringify(value)) continue;
    const shown = `"${name}": ${JSON.stringify(value)}`;
    if (successor.setting(name, value)) takenOver.push(`${shown} in config.json`);
    else left.push(`${shown}: config.json has another value, which was not changed.`);
  }
  const { ticks, lost } = await missingTicks(parts, passport);
  left.push(...lost);
  for (const tick of ticks) {
    await successor.grant(tick);
    takenOver.push(inWords(tick));
  }
}

/** Permissions that are not granted here and have not expired; `lost` are those of unknown groups. */
async function missingTicks({ clerks, clock }: PassportParts, { grants }: Passport) {
  const groups = await clerks.securityGroups();
  const held = (await clerks.ticks(groups.map(({ id }) => id))).filter(({ granted }) => granted);
  const ticks: Tick[] = [];
  const lost: string[] = [];
  for (const { group: was, permission, expiresAt: end } of grants) {
    const expiresAt = end === null ? undefined : new Date(end);
    if (!isPermission(permission) || (expiresAt && expiresAt <= clock.now())) continue;
    const group = groups.find(({ id, name }) => id === was.id && name === was.name);
    if (!group)
      lost.push(
        `"${PERMISSIONS[permission].path}" for "${was.name}": this Clerk Security Group does not exist here.`,
      );
    else if (!held.some((tick) => tick.securityGroupId === group.id && tick.permission === permission))
      ticks.push({ group, permission, expiresAt });
  }
  return { ticks, lost };
}

function inWords({ group, permission, expiresAt }: Tick): string {
  const until = expiresAt ? ` until ${expiresAt.toISOString()}` : '';
  return `"${PERMISSIONS[permission].path}" for "${group.name}"${until}`;
}

function isPermission(name: string): name is Permission {
  return ALL_PERMISSIONS.some((known) => known === name);
}
