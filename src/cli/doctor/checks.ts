/** What `venue-control doctor` checks, in the order in which it prints. A new check is one more object in this list. */

import type { Finding } from '../../domain/ports/finding.js';
import type { KnownState } from '../../domain/ports/kept-state.js';
import type { ScriptRunner } from '../../domain/ports/script-runner.js';
import type { ScriptHosts, World } from '../command-context.js';
import { type RunningStatus, venueStatus } from '../status/status.js';
import { venueFindings } from '../venue-findings.js';
import { windowsSetup } from '../windows-setup.js';
import { accountAccess } from './account-access.js';
import { elevation, eventLog, identity, serviceFindings } from './host.js';
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
  { name: 'readiness of a real venue', run: ({ world }) => venueFindings(world) },
  { name: 'runtime', run: ({ world }) => runtime(world) },
  { name: 'data folder', run: ({ world }) => dataFolder(world) },
  { name: 'free space', run: ({ world }) => space(world) },
  { name: 'program files', run: ({ world }) => programFiles(world) },

  { name: 'port', run: ({ server }) => server() },
  { name: 'venue', run: ({ status }) => status().then((found) => (found ? venueStatus(found) : [])) },

  { name: 'state database', run: ({ world, state }) => stateDatabase(world, state) },
  { name: 'PINs', needs: ['state database'], run: async ({ state }) => pins(await state()) },
  {
    name: 'accounts of callers',
    needs: ['state database'],
    run: async ({ state }) => callers(await state()),
  },
  { name: 'audit', needs: ['state database'], run: async ({ state }) => auditTrail(await state()) },
  { name: 'owner', needs: ['state database'], run: ({ world }) => keyOwner(world.config.dataFolder) },
  {
    name: 'backup',
    needs: ['state database'],
    run: ({ world }) => lastBackup(world),
  },

  { name: 'scripts', run: ({ scripts }) => scripts().then(() => []) },
  {
    name: 'program folder',
    needs: ['scripts'],
    run: async ({ world, runner }) => programFolder(world, await runner()),
  },
  {
    name: 'program signature',
    venue: 'windows',
    needs: ['scripts'],
    run: async ({ world, runner }) => programSignature(world, await runner()),
  },
  {
    name: 'PowerShell',
    needs: ['scripts'],
    run: async ({ scripts, world }) => powershell((await scripts()).found(), world.config.projectFolder),
  },
  { name: 'PowerShell policies', run: ({ world }) => powerShellPolicies(world) },

  { name: 'rehearsal', run: ({ world }) => rehearsal(world) },
  { name: 'venue database', run: ({ world }) => venueDatabase(world) },
  { name: 'views', run: ({ world }) => insideVenue(world) },
  {
    name: 'SQL Server instance',
    needs: ['scripts', 'rehearsal'],
    run: async ({ world, runner }) => sqlInstance(world, await runner()),
  },
  { name: 'clerk security', needs: ['rehearsal'], run: ({ world }) => clerkSecurity(world) },

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
  { name: 'time zone', venue: 'windows', run: ({ world }) => venueTimeZone(world) },
  {
    name: 'event logs and proxy',
    venue: 'windows',
    needs: ['scripts'],
    run: async ({ world, runner, status }) =>
      accountAccess(world, await runner(), (await status()) !== undefined),
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
    run: async ({ runner }) => serviceFindings(await runner()),
  },
  {
    name: 'gateway credential place',
    venue: 'windows',
    needs: ['scripts'],
    run: async ({ world, runner }) => gatewayPlace(world.config, await runner()),
  },
  { name: 'service account', venue: 'windows', run: ({ world }) => serviceAccount(world.config.dataFolder) },
  { name: 'audit anchor', venue: 'windows', run: ({ world }) => externalAnchor(world.config) },

  {
    name: 'services',
    needs: ['scripts', 'rehearsal'],
    run: async ({ world, runner, status }) => servicesAndLink(world, await runner(), await status()),
  },
  {
    name: 'swiftpos Cloud',
    needs: ['scripts', 'rehearsal'],
    run: async ({ world, runner, status }) => cloud(world, await runner(), await status()),
  },
];

export interface Check {
  /** Unique; the part of its row unless it has several. If the check throws, the part of the row that gives the reason. */
  readonly name: string;
  /** Checks above it. If one of them has a row that is bad or a warning, this check is left out. */
  readonly needs?: readonly string[];
  /** The only kind of venue that has this part. Default: both have it. */
  readonly venue?: World['config']['venue'];
  /** Each row that is bad has a remedy. No row: this server does not have the part. */
  run(context: CheckContext): Rows | Promise<Rows>;
}

type Rows = Finding | readonly Finding[];

/** What a check reads. Each is opened by the first check that calls for it, and closed after the last check. */
export interface CheckContext {
  readonly world: World;
  /** What is at the port. */
  server(): Promise<readonly Finding[]>;
  /** Of the running server, if it has proved that it serves this data folder. */
  status(): Promise<RunningStatus | undefined>;
  state(): Promise<KnownState>;
  scripts(): Promise<ScriptHosts>;
  runner(): Promise<ScriptRunner>;
}
