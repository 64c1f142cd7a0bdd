/** `venue-control status`: how the venue is, as the running server says. Opens nothing and starts nothing. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { isProven, readerProof } from '../../domain/health/server-proof.js';
import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import type { BriefStatus } from '../../domain/status/brief-status.js';
import { meaningOf } from '../../domain/status/judge-status.js';
import { FINDINGS, type FindingCode, ONLY_DOCTOR } from '../../domain/types/findings.js';
import { KINDS_IN_WORDS } from '../../domain/types/operation.js';
import { visible } from '../../domain/types/plain-text.js';
import { isServiceKey, serviceName } from '../../domain/types/services.js';
import { ERRORS } from '../../errors/errors.js';
import type { CommandContext } from '../command-context.js';
import { localTime } from '../doctor-rows.js';

const SILENT = 'No server of this data folder responds, so the state of the venue is unknown.';
const START = 'Start the server, or run "venue-control doctor" to see why it does not respond.';
/** Longer than a server takes that is well. */
const ANSWER_MS = 800;

export function statusCommand(context: CommandContext): Command {
  return new Command('status')
    .description(
      'Print the status of the venue, as the running server reports it. Exit code 1: down or unknown.',
    )
    .option('--json', 'print the status as JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const status = await askStatus(context);
      process.exitCode = status?.state === 'OK' || status?.state === 'ATTENTION' ? 0 : 1;
      const text = json ? `${JSON.stringify(status ?? { state: 'UNKNOWN' }, null, 2)}\n` : asText(status);
      process.stdout.write(visible(text));
    });
}

/** Undefined: no server answers that proves that it serves this data folder. `waitMs`: how long it may take. */
export async function askStatus(
  { config, keys }: Pick<CommandContext, 'config' | 'keys'>,
  waitMs = ANSWER_MS,
): Promise<BriefStatus | undefined> {
  try {
    const life = readFileSync(join(config.dataFolder, 'server.json'), 'utf8');
    const { port } = JSON.parse(life) as { port?: number };
    // Without an identity there are no keys, and reading them would create some.
    if (port === undefined || !existsSync(join(config.dataFolder, 'identity.json'))) return undefined;
    const challenge = randomBytes(32).toString('hex');
    const signal = AbortSignal.timeout(waitMs);
    const address = `http://127.0.0.1:${port}/healthz/venue?challenge=${challenge}`;
    const ask = async (url: string) => {
      const answer = await fetch(url, { signal, redirect: 'error' });
      const { proof, ...status } = (await answer.json()) as BriefStatus & { readonly proof?: string };
      return Array.isArray(status.findings) && isProven(keys(), challenge, port, proof) ? status : undefined;
    };
    // Only a server that is this folder's is shown that its reader has the keys.
    const status = await ask(address);
    const reader = status && encodeURIComponent(readerProof(keys(), challenge, port));
    return status && ((await ask(`${address}&reader=${reader}`).catch(() => undefined)) ?? status);
  } catch {
    return undefined;
  }
}

/** Of the doctor, beside a server that runs: where its status can't be had, nothing else is judged in its place. */
export type RunningStatus = BriefStatus | 'unread';
const PATIENCE_MS = 5000;

export async function runningStatus(
  context: Pick<CommandContext, 'config' | 'keys'>,
): Promise<RunningStatus> {
  return (await askStatus(context, PATIENCE_MS)) ?? 'unread';
}

/** Of the doctor: the same answer in one line. */
export function venueStatus(status: RunningStatus): DoctorRow {
  if (status === 'unread')
    return {
      part: 'venue',
      ok: false,
      detail: `unknown: the status could not be read from the running server within ${PATIENCE_MS / 1000} s`,
      remedy: 'Wait a minute, then run "venue-control status". If it is still unknown, restart the server.',
    };
  const [first] = status.findings.filter(({ severity }) => severity !== 'INFO');
  const failed = (status.failures ?? []).map(({ kind }) => `the last ${KINDS_IN_WORDS[kind] ?? kind} failed`);
  const found = { part: 'venue', detail: [stateOf(status), ...failed].join('; ') };
  if (!first && failed.length === 0 && status.state === 'OK') return { ...found, ok: true };
  const remedy = `${first ? `${titleOf(first.code)}. ${inDoctor(first)} ` : ''}Run "venue-control status" for the rest.`;
  return !first || status.state === 'ATTENTION' || status.planned
    ? { ...found, ok: true, warning: true, remedy }
    : { ...found, ok: false, remedy };
}

type StatusFinding = BriefStatus['findings'][number];

/** Of the doctor: what the running server finds of the services, and of the link. */
export function statusRows(status: BriefStatus): readonly DoctorRow[] {
  const isBad = ({ severity }: StatusFinding) => severity !== 'INFO';
  const services = status.findings.filter((finding) => isBad(finding) && finding.service !== null);
  const link = status.findings.filter((finding) => isBad(finding) && OF_THE_LINK.includes(finding.code));
  return [lineOf('services', services, status.planned), lineOf('link', link, status.planned)];
}

const OF_THE_LINK: readonly FindingCode[] = [
  'NEVER_CONNECTED',
  'RECONNECT_NEEDED',
  'LINK_DOWN',
  'CLOUD_UNREACHABLE',
  'OTHER_SERVER_CONNECTED',
];

function lineOf(part: string, findings: readonly StatusFinding[], planned: boolean): DoctorRow {
  if (findings.length === 0) return { part, ok: true, detail: 'the server finds nothing wrong' };
  const detail = findings.map((each) => `${titleOf(each.code)}${about(each)}`).join('; ');
  const remedy = [...new Set(findings.map(inDoctor))].join(' ');
  return !planned && findings.some(({ severity }) => severity === 'CRITICAL')
    ? { part, ok: false, detail, remedy }
    : { part, ok: true, warning: true, detail, remedy };
}

function about({ service }: StatusFinding): string {
  return service !== null && isServiceKey(service) ? ` (${serviceName(service)})` : '';
}

/** Its reader runs the doctor already. */
function inDoctor(finding: StatusFinding): string {
  return ONLY_DOCTOR.includes(finding.code) ? 'Follow the remedies of the other rows.' : remedyOf(finding);
}

/** For a person: what the state means, what is found, and what to do about it. */
export function asText(status: BriefStatus | undefined): string {
  if (!status) return `UNKNOWN\n${SILENT}\n-> ${START}\n`;
  const lines = status.findings.map((finding) => {
    const { code, severity, since, causeCode } = finding;
    const codes = [code, causeCode].filter(Boolean).join(', ');
    return `${severity.padEnd(8)} ${titleOf(code)}${about(finding)}, since ${localTime(new Date(since))} [${codes}]\n         -> ${remedyOf(finding)}\n`;
  });
  return `${stateOf(status)}\n${meaningOf(status)}\n${lines.join('')}${failuresOf(status)}${backupOf(status)}Read at ${localTime(new Date(status.checkedAt))}.\n`;
}

/** A server of an older version does not report it. */
function remedyOf({ code, remedy }: StatusFinding): string {
  if (remedy !== undefined) return remedy;
  const usual = (FINDINGS[code] as { remedy: string } | undefined)?.remedy ?? '{remedy}';
  return usual.includes('{') ? 'Open Venue in the console, and follow the remedy there.' : usual;
}

/** A server of an older version does not report them; one of a newer version may know other kinds and codes. */
function failuresOf({ failures = [] }: Partial<BriefStatus>): string {
  return failures
    .map(({ kind, at, code, operationId }) => {
      const why = (ERRORS as Readonly<Record<string, { message: string; remedy: string }>>)[code];
      return [
        `FAILED   The last ${KINDS_IN_WORDS[kind] ?? kind} failed at ${localTime(new Date(at))}: ${why?.message ?? code}`,
        `         -> ${why?.remedy ?? 'Open the operation in the console.'} Its log: venue-control logs --operation ${operationId}`,
      ].join('\n');
    })
    .map((line) => `${line}\n`)
    .join('');
}

/** A server of an older version does not report it. */
function backupOf({ lastBackupAt, checkedAt }: BriefStatus): string {
  if (!lastBackupAt) return '';
  const minutes = Math.max(0, Math.floor((Date.parse(checkedAt) - Date.parse(lastBackupAt)) / 60_000));
  const hours = Math.floor(minutes / 60);
  const age = hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
  return `Last backup: ${localTime(new Date(lastBackupAt))}, ${age} ago.\n`;
}

/** A server of another version may know more findings. */
function titleOf(code: FindingCode): string {
  return (FINDINGS[code] as { title: string } | undefined)?.title ?? code;
}

function stateOf({ state, since, planned, plannedUntil }: BriefStatus): string {
  const until = plannedUntil === null ? '' : ` until about ${localTime(new Date(plannedUntil))}`;
  return `${state}${planned ? ` on purpose${until}` : ''}, since ${localTime(new Date(since))}`;
}
