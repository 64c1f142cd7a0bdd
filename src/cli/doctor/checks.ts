/** What `venue-control doctor` checks, in the order in which it prints. A new check is one more object in this list. */

import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import type { KnownState } from '../../domain/ports/kept-state.js';
import type { ScriptRunner } from '../../domain/ports/script-runner.js';
import type { CommandContext, ScriptHosts } from '../command-context.js';
import { type RunningStatus, venueStatus } from '../status/status.js';
import { readinessRows } from '../venue-readiness.js';
import { windowsSetup } from '../windows-setup.js';
import { accountAccess } from './account-access.js';
import { elevation, eventLog, identity, serviceRows } from './host.js';
import { externalAnchor, gatewayPlace, serviceAccount } from './installation.js';
import { cloud, servicesAndLink } from './link.js';
import { dataFolder, programFiles, runtime, space } from './machine.js';
import { powerShellPolicies, powershell } from './powershell.js';
import { programSignature } from './program-signature.js';
import { programFolder } from './program-trust.js';
import { auditTrail, callers, keyOwner, lastBackup, pins, stateDatabase } from './records.js';
import { sqlInstance } from './sql-instance.js';
import { clerkSecurity, insideVenue, rehearsal, venueDatabase, venueTimeZone } from './venue.js';

export const CHECKS: readonly Check[] = [
  { name: 'readiness of a real venue', run: ({ context }) => readinessRows(context) },
  { name: 'runtime', run: ({ context }) => runtime(context) },
  { name: 'data folder', run: ({ context }) => dataFolder(context) },
  { name: 'free space', run: ({ context }) => space(context) },
  { name: 'program files', run: ({ context }) => programFiles(context) },

  { name: 'port', run: ({ server }) => server() },
  { name: 'venue', run: ({ status }) => status().then((found) => (found ? venueStatus(found) : [])) },

  { name: 'state database', run: ({ context, state }) => stateDatabase(context, state) },
  { name: 'PINs', needs: ['state database'], run: async ({ state }) => pins(await state()) },
  {
    name: 'accounts of callers',
    needs: ['state database'],
    run: async ({ state }) => callers(await state()),
  },
  { name: 'audit', needs: ['state database'], run: async ({ state }) => auditTrail(await state()) },
  { name: 'owner', needs: ['state database'], run: ({ context }) => keyOwner(context.config.dataFolder) },
  {
    name: 'backup',
    needs: ['state database'],
    run: ({ context }) => lastBackup(context),
  },

  { name: 'scripts', run: ({ scripts }) => scripts().then(() => []) },
  {
    name: 'program folder',
    needs: ['scripts'],
    run: async ({ context, runner }) => programFolder(context, await runner()),
  },
  {
    name: 'program signature',
    venue: 'windows',
    needs: ['scripts'],
    run: async ({ context, runner }) => programSignature(context, await runner()),
  },
  {
    name: 'PowerShell',
    needs: ['scripts'],
    run: async ({ scripts, context }) => powershell((await scripts()).found(), context.config.projectFolder),
  },
  { name: 'PowerShell policies', run: ({ context }) => powerShellPolicies(context) },

  { name: 'rehearsal', run: ({ context }) => rehearsal(context) },
  { name: 'venue database', run: ({ context }) => venueDatabase(context) },
  { name: 'views', run: ({ context }) => insideVenue(context) },
  {
    name: 'SQL Server instance',
    needs: ['scripts', 'rehearsal'],
    run: async ({ context, runner }) => sqlInstance(context, await runner()),
  },
  { name: 'clerk security', needs: ['rehearsal'], run: ({ context }) => clerkSecurity(context) },

  {
    name: 'elevation',
    needs: ['scripts', 'rehearsal'],
    run: async ({ runner }) => elevation(await runner()),
  },
  {
    name: 'event log',
    venue: 'rehearsal',
    needs: ['scripts', 'rehearsal'],
    run: async ({ runner }) => eventLog(await runner()),
  },
  {
    name: 'Windows',
    venue: 'windows',
    needs: ['scripts'],
    run: async ({ runner }) => windowsSetup(await runner()),
  },
  { name: 'time zone', venue: 'windows', run: ({ context }) => venueTimeZone(context) },
  {
    name: 'event logs and proxy',
    venue: 'windows',
    needs: ['scripts'],
    run: async ({ context, runner, status }) =>
      accountAccess(context, await runner(), (await status()) !== undefined),
  },
  {
    name: 'server identity',
    venue: 'windows',
    needs: ['scripts'],
    run: async ({ runner }) => identity(await runner()),
  },
  {
    name: 'service names',
    venue: 'windows',
    needs: ['scripts'],
    run: async ({ runner }) => serviceRows(await runner()),
  },
  {
    name: 'gateway credential place',
    venue: 'windows',
    needs: ['scripts'],
    run: async ({ context, runner }) => gatewayPlace(context.config, await runner()),
  },
  {
    name: 'service account',
    venue: 'windows',
    run: ({ context }) => serviceAccount(context.config.dataFolder),
  },
  { name: 'audit anchor', venue: 'windows', run: ({ context }) => externalAnchor(context.config) },

  {
    name: 'services',
    needs: ['scripts', 'rehearsal'],
    run: async ({ context, runner, status }) => servicesAndLink(context, await runner(), await status()),
  },
  {
    name: 'swiftpos Cloud',
    needs: ['scripts', 'rehearsal'],
    run: async ({ context, runner, status }) => cloud(context, await runner(), await status()),
  },
];

export interface Check {
  /** Unique; the part of its row unless it has several. If the check throws, the part of the row that gives the reason. */
  readonly name: string;
  /** Checks above it. If one of them has a row that is bad or a warning, this check is left out. */
  readonly needs?: readonly string[];
  /** The only kind of venue that has this part. Default: both have it. */
  readonly venue?: CommandContext['config']['venue'];
  /** Each row that is bad has a remedy. No row: this server does not have the part. */
  run(context: CheckContext): Rows | Promise<Rows>;
}

type Rows = DoctorRow | readonly DoctorRow[];

/** What a check reads. Each is opened by the first check that calls for it, and closed after the last check. */
export interface CheckContext {
  readonly context: CommandContext;
  /** What is at the port. */
  server(): Promise<readonly DoctorRow[]>;
  /** Of the running server, if it has proved that it serves this data folder. */
  status(): Promise<RunningStatus | undefined>;
  state(): Promise<KnownState>;
  scripts(): Promise<ScriptHosts>;
  runner(): Promise<ScriptRunner>;
}
