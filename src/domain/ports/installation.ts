/** Putting this program on a machine, as the typed command requests it. */

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
