/** Opens a passport at the new server, takes over what may be taken over, and says what the onboarding will be. */
import { AppError } from '../../errors/errors.js';
import type { Act, Actor } from '../audit/trail.js';
import type { OnboardingCase, PassportView } from '../plans/plan.js';
import type { SecurityGroupRow } from '../ports/clerk-reader.js';
import { type Passport, readPassport } from '../types/passport.js';
import { ALL_PERMISSIONS, PERMISSIONS, type Permission } from '../types/permissions.js';
import type { Secret } from '../types/secret.js';
import { decidedSettings, SITE_OPTIONS } from '../types/settings.js';
import { gatherFacts } from '../venue/facts.js';
import { getVenueHost } from '../venue/host.js';
import { recallPassport, rememberPassport } from '../venue/known-passport.js';
import { oldServerOf } from '../venue/link.js';
import type { PassportParts } from './issue-passport.js';
import { recogniseCase } from './recognise-case.js';

export interface AdmittedPassport {
  readonly passport: PassportView;
  /** The case of an onboarding now. */
  readonly case: OnboardingCase;
  /** What was taken over, and what is left for a person, in words. */
  readonly takenOver: readonly string[];
  readonly left: readonly string[];
}

/** How settings and grants are taken over. */
export interface Successor {
  /** Before anything is changed: rejects when a setting could not be taken over as it is. */
  check(settings: Readonly<Record<string, unknown>>): Promise<void>;
  grant(tick: Tick): Promise<void>;
  /** False where this server has decided otherwise. */
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

/** Refused, it has changed nothing and is on record all the same. */
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
      // Also when it broke off in the middle: what is done is on record.
      tell({ detail: { takenOver, left } });
    }
    const at = parts.clock.now();
    await rememberPassport(parts.state.keyValues, passport, at);
    const facts = await gatherFacts(parts, at);
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

/** A clock may be wrong by so much. A passport from further ahead would stand before every later one for ever. */
const AHEAD_MS = 24 * 60 * 60_000;

/** Every refusal there is, before anything is changed. */
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
  // It may be this very server's: no one can say.
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

/** Those that are not ticked here, and have not ended meanwhile; `lost` are of groups that are not here. */
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
