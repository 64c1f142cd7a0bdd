/** Backups of the state, as the machine keeps them. */

export interface LastBackup {
  readonly takenAt: Date;
  /** Where it was made; undefined: its note is of a version that did not write it. */
  readonly folder: string | undefined;
  /** Anyone who can read a backup with keys can sign in as any clerk. Undefined as above. */
  readonly hasKeys: boolean | undefined;
}

export interface Backups {
  /** Undefined: none was taken yet. Throws STATE_LOST where the note of it can't be read. */
  last(): LastBackup | undefined;
  /** Whether this folder, or the place where it will be made, is on the disk of the data folder. */
  isOnSameDisk(folder: string): Promise<boolean>;
  /** Makes and verifies one in a folder that isn't there yet. */
  make(folder: string): Promise<BackupMade>;
  /**
   * The same in a new folder below `folder`; then deletes all but the newest `keep` of this venue there.
   * Undefined: none.
   */
  makeIn(folder: string, keep: number | undefined): Promise<BackupReport>;
}

export interface BackupMade {
  readonly id: string;
  readonly takenAt: string;
  readonly head: { readonly sequence: number };
  readonly hasKeys: boolean;
  readonly operations: number;
  readonly newestAuditRowAt: Date | undefined;
  readonly files: Readonly<Record<string, string>>;
}

export interface BackupReport {
  readonly id: string;
  readonly folder: string;
  readonly hasKeys: boolean;
  /** How many older ones were deleted. */
  readonly deleted: number;
}

export interface RestoredBackup {
  readonly backup: { readonly id: string; readonly takenAt: string };
  /** Where what was there before is now; undefined: there was nothing. */
  readonly keptIn: string | undefined;
  /** How many operations were active in the backup. */
  readonly active: number;
}
