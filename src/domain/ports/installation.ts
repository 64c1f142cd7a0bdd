/** What commands install on a machine and in swiftpos' database, or find there. */

export interface InstallationWish {
  readonly what: 'install' | 'upgrade' | 'uninstall';
  /** Absolute folders; undefined: as the system has it. */
  readonly programs?: string | undefined;
  readonly data?: string | undefined;
  /** Services that have to run before ours. */
  readonly needs: readonly string[];
  /** That the service runs as; undefined: as the system has it. */
  readonly account?: string | undefined;
  readonly backup: boolean;
  readonly deleteData: boolean;
}

export interface InstallationPlan {
  readonly steps: readonly { readonly title: string }[];
  /** Reports each step before it is taken. Throws in words what failed, and what could not be restored. */
  carryOut(tell: (title: string) => void): Promise<void>;
}

/** Where PowerShell's module is installed: for this account, or for all of the machine. */
export type ModuleScope = 'user' | 'machine';

export interface ModuleInstalled {
  readonly version: string;
  /** The module's own, one for each edition of PowerShell that searches there. */
  readonly folders: readonly string[];
}

export interface JeaWish {
  /** A folder that isn't there yet, or is empty. */
  readonly folder: string;
  /** Groups of Windows, `DOMAIN\name`. */
  readonly readers: readonly string[];
  readonly operators: readonly string[];
  /** Where sessions are written down. */
  readonly transcripts: string;
}

/** What a DBA runs in swiftpos' database. */
export interface VenueScript {
  readonly file: string;
  readonly sql: string;
}

export interface TableColumn {
  /** With its schema. */
  readonly table: string;
  readonly column: string;
}

/** As SQL Server Browser reports it. */
export interface SqlBrowserInstance {
  readonly name: string;
  /** Undefined: TCP/IP is off. */
  readonly port: number | undefined;
}
