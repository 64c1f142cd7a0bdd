/** What `main.ts` hands to the commands: the adapters, each behind a function, so that a command opens only what it needs. */
import type { Config } from '../config/config.js';
import { noteLostAnchor } from '../domain/audit/anchor-verification.js';
import type { AuditedChange } from '../domain/audit/trail.js';
import type { RunningControlPlane } from '../domain/create-control-plane.js';
import type { LostAnchor } from '../domain/ports/audit-anchors.js';
import type { Backups, RestoredBackup } from '../domain/ports/backups.js';
import type { ClerkStore } from '../domain/ports/clerk-store.js';
import type { DoctorRow } from '../domain/ports/doctor-row.js';
import type {
  InstallationPlan,
  InstallationWish,
  JeaWish,
  ModuleInstalled,
  ModuleScope,
  SqlBrowserInstance,
  TableColumn,
  VenueScript,
} from '../domain/ports/installation.js';
import type { KeptState, KnownState } from '../domain/ports/kept-state.js';
import type { Clock, EventLogAlerts, Keys, Log, PinHasher } from '../domain/ports/machine.js';
import type { NotificationChannel } from '../domain/ports/notification-channel.js';
import type { PassportSeal } from '../domain/ports/passport-seal.js';
import type { ScriptRunner } from '../domain/ports/script-runner.js';
import type { SupportFiles } from '../domain/ports/support-files.js';
import type { VenueStore } from '../domain/ports/venue-store.js';
import type { SupportParts } from '../domain/support/support-bundles.js';
import type { ChannelSetting, StoredSecret } from '../domain/types/channels.js';
import type { Figure } from '../domain/types/figures.js';

export interface CommandContext {
  readonly config: Config;
  readonly version: string;
  /** User of the operating system that this program runs as. */
  readonly runAs: string;
  readonly clock: Clock;
  readonly pins: PinHasher;
  log(): Log;
  keys(): Keys;
  /** Opened and migrated. `noteLost`: before the folder's own anchor is written again. */
  openState(noteLost: (state: KeptState, lost: LostAnchor) => Promise<void>): Promise<KnownState>;
  /** `isSupervised`: a parent process reads what this program prints. Undefined: none does. */
  alertsHere(isSupervised: boolean): EventLogAlerts | undefined;
  /** The state that the data folder knows, read-only and not migrated. */
  inspectState(): Promise<KnownState>;
  /** Read-only and without checks, to find out why it is refused. */
  openStateAsItIs(): Promise<KnownState>;
  openVenue(log?: Log): Promise<OpenedVenue>;
  /** The instances that SQL Server Browser there reports; undefined: it does not respond. */
  querySqlBrowser(server: string): Promise<readonly SqlBrowserInstance[] | undefined>;
  /** What a DBA runs in the venue's own database, in that order; and what takes it away again. */
  venueScripts(what: 'install' | 'remove'): Promise<readonly VenueScript[]>;
  /** The tables that the login sees in swiftpos' SQL Server, with their schema, and their columns. Throws VENUE_DATABASE_UNAVAILABLE. */
  venueColumns(): Promise<readonly TableColumn[]>;
  readonly backups: Backups;
  supportFiles(): Promise<SupportFiles>;
  /** Under the data folder's lock; `audited` puts it on record in the state that is restored. */
  restoreBackup(folder: string, audited: AuditedChange): Promise<RestoredBackup>;
  /** Where PowerShell searches for modules, or into this folder of modules. Throws FILE_NOT_WRITTEN. */
  installModule(where: ModuleScope | { readonly folder: string }): Promise<ModuleInstalled>;
  /** The files of an endpoint of PowerShell, into a folder; answers them. Throws FILE_NOT_WRITTEN. */
  writeJea(wish: JeaWish): Promise<readonly string[]>;
  /** What it would take; nothing is changed before it is carried out. Throws in words where it can't be done at all. */
  planInstallation(what: InstallationWish): Promise<InstallationPlan>;
  /** That no one but administrators may change the disks that `install` will use; changes nothing. Throws PROGRAM_NOT_TRUSTED with the repair. */
  requirePlaces(): Promise<void>;
  /**
   * On Windows, of a program from an archive: makes the data folder and lets no one but administrators and the service in, before a secret is in it;
   * elsewhere anyone who makes it does. Shows what a person should check. Then throws while a living server holds it; before, FORBIDDEN, PROGRAM_NOT_TRUSTED; BAD_USER_INPUT for a folder that is someone's.
   */
  closeData(tell: (line: string) => void): Promise<void>;
  /** Whether the control plane is a registered service of this machine. */
  isInstalled(): Promise<boolean>;
  /** Throws PROGRAM_DAMAGED for the first file that isn't as its archive lists it. */
  requireWholeProgram(): void;
  passportSeal(): PassportSeal;
  readonly notifications: {
    /** Of channels and of the collector: see `notify set-secret` and `otlp set-header`. */
    readonly secrets: {
      read(channel: string, what: StoredSecret): string | undefined;
      write(channel: string, what: StoredSecret, value: string): void;
    };
    /** `alerts`: where the event log is written; undefined: nowhere. */
    open(
      channels: readonly ChannelSetting[],
      alerts: EventLogAlerts | undefined,
    ): Promise<readonly NotificationChannel[]>;
  };
  /** Whether the program came as an archive; else it is a checkout. */
  isPackaged(): boolean;
  /** Throws with the remedy where the data folder can't be written. */
  requireWritable(): void;
  /** `short`: for a command that ends soon: one host, which only reads; `traceless`: and nothing of it in the data folder. `venue`: default the configured one. */
  createScripts(life?: 'short' | 'traceless', venue?: Config['venue']): ScriptHosts;
  createControlPlane(parts: OpenedParts): Promise<RunningControlPlane>;
  /** Brings in what a server is made of, while others are waited for; `createServer` needs no word of it. */
  prepareServer(): Promise<void>;
  createServer(controlPlane: RunningControlPlane): Promise<Listener>;
  /** What this machine's policies let the PowerShell do that runs the hosts; undefined where there is none. LATE: it did not answer in time; FAILED: it gave no whole answer. */
  powerShellPolicy(): Promise<
    | {
        readonly languageMode: string | undefined;
        readonly isLate: boolean;
        readonly commandMode: string;
        readonly executionPolicies: Readonly<Record<string, string>>;
        readonly home: string;
        readonly modulePath: readonly string[];
        readonly edition: string;
      }
    | 'LATE'
    | 'FAILED'
    | undefined
  >;
  /** Throws with the remedy while another server uses the data folder. */
  lockDataFolder(): { release(): void };
  /** Undefined at a real venue. */
  readonly rehearsal: Rehearsal | undefined;
  /** A test program's replacement for the rows about this machine and the installation; undefined in the product. */
  readonly machineRows?: () => readonly DoctorRow[];
  /** GraphQL's SDL with its directives. */
  printSchema(): Promise<string>;
}

export interface OpenedVenue {
  readonly venue: VenueStore;
  readonly clerks: ClerkStore;
  examine(): Promise<readonly DoctorRow[]>;
  close(): Promise<void>;
}

export interface ScriptHosts {
  readonly runner: ScriptRunner;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Undefined where no PowerShell was found. */
  found():
    | { readonly version: string; readonly edition: string; readonly source: string; readonly path: string }
    | undefined;
  /** Whether calls find a host, and what is being done about it when they don't. */
  health(): { readonly status: 'OK' | 'DEGRADED' | 'DOWN'; readonly detail?: string };
  figures(): readonly Figure[];
}

export interface OpenedParts {
  readonly state: KnownState;
  readonly opened: OpenedVenue;
  readonly scripts: ScriptHosts;
  /** Whether what started this reads what it prints: then alerts are printed. Default: it doesn't. */
  readonly isSupervised?: boolean;
  readonly support?: SupportParts;
}

export interface Listener {
  start(): Promise<{ readonly port: number }>;
  stop(): Promise<void>;
}

/** The rehearsal's side. */
export interface Rehearsal {
  /** Data folder, the rehearsal's database and the rest of the seed; does nothing where they are. */
  seed(): void;
  readonly clerkPins: readonly { readonly clerkId: string; readonly pin: string }[];
  /** Starts the cloud's process unless this folder's own answers already. Throws with the remedy when another's does. */
  ensureCloud(): Promise<void>;
  /** Services Monitor first, then the other services, then the cloud. */
  stopEverything(): Promise<void>;
  runCloud(): Promise<void>;
  runService(key: string | undefined): Promise<void>;
  faults(): Readonly<Record<string, string | undefined>>;
  /** Replaces the whole map by what the words say; `none` clears it. */
  setFaults(words: readonly string[]): Promise<Readonly<Record<string, string | undefined>>>;
  /** The table of faults, for --help. */
  describeFaults(): string;
}

/** The state to work with; what was wrong with the audit's anchor in its folder is recorded before that is written again. */
export function openState(context: CommandContext, isSupervised = false): Promise<KnownState> {
  return context.openState((state, lost) => {
    const alerts = context.alertsHere(isSupervised);
    return noteLostAnchor(state, lost, { clock: context.clock, log: context.log(), alerts });
  });
}
