/** What a support bundle takes from files of this machine, and where it is kept. */

export interface BundleFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** In `bundles/` of the data folder. */
export const BUNDLE_KEPT_MS = 7 * 86_400_000;

export interface KeptFile {
  readonly name: string;
  readonly createdAt: Date;
  /** In bytes. */
  readonly size: number;
}

export interface SupportFiles {
  /** Lines of the log since then, oldest first; of more than `mostBytes` the newest. */
  logLines(since: Date, mostBytes: number): { readonly lines: readonly string[]; readonly isCut: boolean };
  /** The SBOM of the program; undefined: it did not come as an archive. */
  billOfMaterials(): unknown;
  zip(files: readonly BundleFile[]): Promise<Buffer>;
  /** Into `bundles/` of the data folder, or the named file; answers the path. Throws FILE_NOT_WRITTEN. */
  store(file: string, bytes: Buffer): string;
  /** Bundles in `bundles/`, newest first. */
  kept(): readonly KeptFile[];
  /** Deletes bundles in `bundles/` that are older than that; answers how many. */
  dropOlder(than: Date): number;
}
