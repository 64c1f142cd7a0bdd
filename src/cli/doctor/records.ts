/** What `venue-control doctor` finds in the state of the data folder: PINs, callers, audit, owner and backup. */

import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ageOfBackup } from '../../domain/conditions/conditions.js';
import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import type { KnownState } from '../../domain/ports/kept-state.js';
import type { StateDatabase } from '../../domain/ports/state-database.js';
import { callersRead } from '../../domain/sign-in/connection-owners.js';
import { LONG_PIN } from '../../domain/sign-in/limits.js';
import { FINDINGS } from '../../domain/types/findings.js';
import type { CommandContext } from '../command-context.js';
import { failed, localTime } from '../doctor-rows.js';
import { FIRST_START, isIn } from './machine.js';

export async function stateDatabase(
  context: CommandContext,
  open: () => Promise<unknown>,
): Promise<DoctorRow> {
  const part = 'state database';
  const isNew = ['state.sqlite', 'identity.json'].every((name) => !isIn(context, name));
  if (isNew) return { part, ok: true, warning: true, detail: 'none yet', remedy: FIRST_START };
  await open();
  return { part, ok: true, detail: 'opens and is up to date' };
}

/** A warning: the rehearsal's have four, and so may those of a venue that was set up long ago. */
export async function pins({ pins }: Pick<StateDatabase, 'pins'>): Promise<DoctorRow> {
  const part = 'PINs';
  const short = await pins.short(LONG_PIN);
  if (short.length === 0) return { part, ok: true, detail: 'all have at least six digits' };
  return {
    part,
    ok: true,
    warning: true,
    detail: `PINs of clerks ${short.join(', ')} have fewer than six digits, so wrong PINs can lock these clerks out for 15 minutes`,
    remedy: `Run "venue-control clerk set-pin ${short[0]}", and the same for each of them. With six digits a lockout lasts a minute at most.`,
  };
}

/** As the server found it, whose account has other rights than the one that doctor runs as. */
export async function callers({
  keyValues,
}: Pick<StateDatabase, 'keyValues'>): Promise<readonly DoctorRow[]> {
  const found = await callersRead(keyValues);
  if (!found) return [];
  const part = 'accounts of callers';
  const when = localTime(found.at);
  if (found.areRead) return [{ part, ok: true, detail: `the server can read them, as of ${when}` }];
  return [
    {
      part,
      ok: true,
      warning: true,
      detail: `the server can't read them, as of ${when}: wrong PINs count for all accounts together`,
      remedy:
        'Run the service as LocalSystem: run "venue-control uninstall", which keeps the data, then install without --account. If it already does, read logs/server.jsonl for the reason.',
    },
  ];
}

/** Rows that doctor computes again: seconds at most. */
const NEWEST = 10_000;
const AT_ONCE = 500;
const TOUCHED =
  'Stop the server, keep the data folder unchanged, and run "venue-control audit verify". docs/reference/audit.md describes the next steps.';

/** The newest rows of the audit, each computed again; "audit verify" takes all of them and every anchor. */
export async function auditTrail({ audit }: KnownState): Promise<DoctorRow> {
  const part = 'audit';
  const head = await audit.findHead();
  if (!head) return { part, ok: false, detail: 'the record of the last row was deleted', remedy: TOUCHED };
  const { sequence } = head;
  const first = Math.max(0, sequence - NEWEST);
  let last = { sequence: first, hash: (await audit.hashOf(first)) ?? '0'.repeat(64) };
  while (last.sequence < sequence) {
    const page = await audit.check(last, Math.min(AT_ONCE, sequence - last.sequence), []);
    if (page.bad)
      return {
        part,
        ok: false,
        detail: `row ${page.bad.sequence} ${page.bad.why}`,
        remedy: TOUCHED,
      };
    last = page.last;
  }
  return { part, ok: true, detail: `the newest ${sequence - first} of ${sequence} rows are intact` };
}

export async function lastBackup({
  backups,
  config,
  clock,
}: Pick<CommandContext, 'backups' | 'config' | 'clock'>): Promise<DoctorRow> {
  const part = 'backup';
  const { remedy } = FINDINGS.BACKUP_OLD;
  try {
    const daily = config.site.backups;
    const last = backups.last();
    if (!last) return { part, ok: true, warning: true, detail: 'none was taken yet', remedy };
    const { days, isOld } = ageOfBackup(last.takenAt, clock.now());
    const keys = last.hasKeys ? '; it contains the keys' : '';
    const detail = `the last was taken on ${localTime(last.takenAt)}, ${days} ${days === 1 ? 'day' : 'days'} ago${keys}`;
    if (isOld) return { part, ok: true, warning: true, detail, remedy };
    if (!daily || !(await backups.isOnSameDisk(daily.folder))) return { part, ok: true, detail };
    const same = FINDINGS.BACKUP_ON_SAME_DISK;
    return { part, ok: true, warning: true, detail: `${detail}. ${same.title}`, remedy: same.remedy };
  } catch (error) {
    return failed(part, error);
  }
}

/** Not on Windows, where access lists decide ("program folder"). `uidOf`: undefined where there is no such file. */
export function keyOwner(dataFolder: string, uidOf = ownerOf): readonly DoctorRow[] {
  if (process.geteuid === undefined) return [];
  const part = 'owner';
  const uid = uidOf(dataFolder);
  const foreign = ['keys', ...filesIn(dataFolder, 'keys'), 'state.sqlite', 'identity.json']
    .map((name) => join(dataFolder, name))
    .find((path) => ![uid, undefined].includes(uidOf(path)));
  if (!foreign)
    return [{ part, ok: true, detail: `keys and state belong to account ${uid}, as their folder does` }];
  return [
    {
      part,
      ok: false,
      detail: `${foreign} belongs to account ${uidOf(foreign)}, but its folder to ${uid}: the server does not start`,
      remedy: `Find out who changed it, then change the owner back to account ${uid} (chown).`,
    },
  ];
}

const ownerOf = (path: string): number | undefined => lstatSync(path, { throwIfNoEntry: false })?.uid;

function filesIn(dataFolder: string, folder: string): readonly string[] {
  const path = join(dataFolder, folder);
  return existsSync(path) ? readdirSync(path).map((name) => join(folder, name)) : [];
}
