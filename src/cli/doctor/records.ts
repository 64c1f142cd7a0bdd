/** What shows afterwards what happened: whether the event log can be read, and whether the audit has an external anchor. */
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../domain/ports/finding.js';
import type { ScriptRunner } from '../../domain/ports/script-runner.js';
import { ageOfBackup } from '../../domain/status/findings.js';
import { VenueEventLog } from '../../domain/venue/event-log.js';
import { lastBackupAt } from '../backup/last-backup.js';
import type { OpenedState, World } from '../command-context.js';
import { failed, findingOf } from '../finding.js';

/** Diagnoses, and whether a service is stable, are read from it. */
export async function eventLog(runner: ScriptRunner): Promise<Finding> {
  const part = 'event log';
  return findingOf(part, async () => {
    const { entries } = await new VenueEventLog(runner).page({ first: 1 });
    const [newest] = entries;
    const detail = newest ? `can be read; newest entry ${newest.at.toISOString()}` : 'can be read; empty';
    return { part, ok: true, detail };
  });
}

/** A warning, for a site without another disk or share is served all the same. */
export function externalAnchor({ auditAnchor }: World['config']): Finding {
  const part = 'audit anchor';
  if (auditAnchor !== undefined) return { part, ok: true, detail: auditAnchor };
  return {
    part,
    ok: true,
    warning: true,
    detail: 'the head of the audit log is stored in the data folder only',
    remedy:
      'Set VENUE_CONTROL_AUDIT_ANCHOR to a file on another disk or share. Then a truncated or replaced audit log is detected, even if the data folder was modified.',
  };
}

/** Rows that doctor computes again: seconds at most. */
const NEWEST = 10_000;
const AT_ONCE = 500;

/** The newest rows of the audit, each computed again; "audit verify" takes all of them and every anchor. */
export async function auditTrail({ audit }: OpenedState): Promise<Finding> {
  const part = 'audit';
  const { sequence } = await audit.head();
  const first = Math.max(0, sequence - NEWEST);
  let last = { sequence: first, hash: (await audit.hashOf(first)) ?? '0'.repeat(64) };
  while (last.sequence < sequence) {
    const page = await audit.check(last, Math.min(AT_ONCE, sequence - last.sequence), []);
    if (page.bad)
      return {
        part,
        ok: false,
        detail: `row ${page.bad.sequence} ${page.bad.why}`,
        remedy:
          'Stop the server, keep the data folder unchanged, and run "venue-control audit verify". docs/reference/audit.md describes the next steps.',
      };
    last = page.last;
  }
  return { part, ok: true, detail: `the newest ${sequence - first} of ${sequence} rows are intact` };
}

/** By the note that "venue-control backup" leaves in the data folder. */
export function lastBackup(dataFolder: string, now: Date): Finding {
  const part = 'backup';
  const remedy = 'Run "venue-control backup FOLDER", with a folder on another disk, and schedule it daily.';
  try {
    const takenAt = lastBackupAt(dataFolder);
    if (!takenAt) return { part, ok: true, warning: true, detail: 'none was taken yet', remedy };
    const { days, isOld } = ageOfBackup(takenAt, now);
    const detail = `the last was taken on ${takenAt.toISOString()}, ${days} days ago`;
    return { part, ok: true, detail, ...(isOld && { warning: true as const, remedy }) };
  } catch (error) {
    return failed(part, error);
  }
}

/** Not on Windows, where access lists decide ("program folder"). `uidOf`: undefined where there is no such file. */
export function keyOwner(dataFolder: string, uidOf = ownerOf): readonly Finding[] {
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
