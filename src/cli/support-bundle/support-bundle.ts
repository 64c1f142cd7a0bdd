/** `venue-control support-bundle`: what support needs in one file, also while the server, a database or PowerShell is away. Changes nothing else. */

import { release } from 'node:os';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { sharedSettings } from '../../config/shared-settings.js';
import type { KnownState } from '../../domain/ports/kept-state.js';
import { BUNDLE_KEPT_MS } from '../../domain/ports/support-files.js';
import {
  type BundleQuery,
  bundleName,
  type CollectedBundle,
  collectBundle,
} from '../../domain/support/collect.js';
import { type BundleSources, bundleParts } from '../../domain/support/parts.js';
import type { SupportParts } from '../../domain/support/support-bundles.js';
import { AppError } from '../../errors/errors.js';
import type { CommandContext, OpenedVenue, ScriptHosts } from '../command-context.js';
import { CHECKS } from '../doctor/checks.js';
import { runChecks } from '../doctor/doctor.js';
import { say } from '../elevated-session.js';
import { askStatus } from '../status/status.js';
import { asTimeSpan } from '../token/token.js';

interface Options {
  /** Milliseconds before now, or the moment itself. */
  readonly since: number | Date;
  readonly operation?: string;
  readonly out?: string;
  readonly preview: boolean;
  readonly withNames: boolean;
  readonly json: boolean;
}

const DEFAULT_SINCE_MS = 2 * 86_400_000;
const STATUS_MS = 5000;

export function supportBundleCommand(context: CommandContext): Command {
  return new Command('support-bundle')
    .description(
      'Write status, doctor, settings, operations, audit, timeline, log and event log into one zip file for support. Contains no secret. Names of clerks are replaced.',
    )
    .option(
      '--since <when>',
      '2d, 12h, 30m, or a time such as 2027-05-06T02:00:00Z',
      asTimeSpan,
      DEFAULT_SINCE_MS,
    )
    .option('--operation <id>', 'also this operation, however old it is')
    .option(
      '--out <file>',
      'a new file; default: in bundles/ of the data folder, where it is deleted after 7 days',
    )
    .option('--preview', 'list what the file would contain, and write nothing', false)
    .option('--with-names', 'keep names, e-mail addresses and typed reasons', false)
    .option('--json', 'print the outcome as JSON', false)
    .action((options: Options) => makeBundle(context, options));
}

async function makeBundle(
  context: CommandContext,
  { since, operation, out, preview, withNames, json }: Options,
): Promise<void> {
  const { clock, version, runAs } = context;
  const until = clock.now();
  const begin = since instanceof Date ? since : new Date(until.getTime() - since);
  const query: BundleQuery = { since: begin, until, operationId: operation, withNames };
  const parts = await supportParts(context);
  const { files } = parts;
  await using opened = openSources(context, parts);
  const bundle = await collectBundle(bundleParts(opened.sources), query, { clock, version, account: runAs });
  if (!json) sayContents(bundle);
  if (!preview) files.dropOlder(new Date(until.getTime() - BUNDLE_KEPT_MS));
  const name = out === undefined ? bundleName(until) : resolve(out);
  const file = preview ? undefined : files.store(name, await files.zip(bundle.files));
  if (json) return say(JSON.stringify(outcomeOf(bundle, file)));
  say(file === undefined ? 'Preview: nothing was written.' : `The support bundle is in ${file}.`);
}

/** `file`: of the bundle; null for a preview. */
function outcomeOf({ files, missing }: CollectedBundle, file: string | undefined): object {
  return {
    file: file ?? null,
    contents: files.map(({ name, bytes }) => ({ file: name, bytes: bytes.length })),
    missing,
  };
}

function sayContents({ files, missing }: CollectedBundle): void {
  for (const { name, bytes } of files) say(`${name.padEnd(24)} ${bytes.length} bytes`);
  for (const { file, reason } of missing) say(`${file.padEnd(24)} MISSING: ${reason}`);
}

/** As doctor opens them: read-only, and without a trace in the data folder. */
function openSources(
  context: CommandContext,
  parts: SupportParts,
): AsyncDisposable & { readonly sources: BundleSources } {
  let state: Promise<KnownState> | undefined;
  let venue: Promise<OpenedVenue> | undefined;
  let hosts: ScriptHosts | undefined;
  const sources: BundleSources = {
    state: () => (state ??= context.inspectState()),
    async venue() {
      venue ??= context.openVenue();
      const { venue: rows, clerks } = await venue;
      return { registration: () => rows.registration(), clerks: () => clerks.clerks() };
    },
    async scripts() {
      if (!hosts) {
        hosts = context.createScripts('traceless');
        await hosts.start();
      }
      return hosts.runner;
    },
    async status() {
      const status = await askStatus(context, STATUS_MS);
      if (status) return status;
      throw new AppError('NOT_AVAILABLE_YET', { message: 'No server of this data folder responds.' });
    },
    ...parts,
  };
  return {
    sources,
    async [Symbol.asyncDispose]() {
      await hosts?.stop();
      for (const opened of await Promise.allSettled([state, venue]))
        if (opened.status === 'fulfilled') await opened.value?.close();
    },
  };
}

/** Of the server: its doctor opens what it reads itself, so that it sees what an administrator would see. */
export async function supportParts(context: CommandContext): Promise<SupportParts> {
  return {
    files: await context.supportFiles(),
    settings: sharedSettings(context.config),
    runtime: runtimeOf(context),
    doctor: () => runChecks(CHECKS, context),
  };
}

function runtimeOf(context: Pick<CommandContext, 'version' | 'isPackaged'>): object {
  const { platform, arch, versions } = process;
  return {
    version: context.version,
    isPackaged: context.isPackaged(),
    node: versions.node,
    platform,
    arch,
    system: release(),
  };
}
