import type { Platform } from './platforms.mjs';

export interface Entry {
  /** With forward slashes. */
  readonly name: string;
  /** A file on this machine; undefined: `text`. */
  readonly from?: string;
  readonly text?: string;
  readonly runs?: boolean;
}
export interface Parts {
  readonly node: string;
  readonly powerShell: string;
  readonly runtimes: readonly {
    readonly framework: string;
    readonly version: string;
    readonly folder: string;
  }[];
}
export function contentsOf(what: { project: string; platform: Platform; parts: Parts }): Entry[];
