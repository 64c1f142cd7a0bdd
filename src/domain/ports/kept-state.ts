/** The state database for those that open, maintain and copy it. */
import type { AuditAnchors } from './audit-anchors.js';
import type { StateDatabase } from './state-database.js';

export interface KeptState extends StateDatabase {
  /** Writes one row over and over; rejects with what is wrong where that can't be done. */
  pulse(now: Date): Promise<void>;
  /** A whole copy, of one moment, as a file that isn't there yet. */
  copyTo(file: string): Promise<void>;
  operationCount(): Promise<number>;
  /** What is damaged, in the engine's words; undefined when nothing is. Reads all of it. */
  damage(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** One that is the state which its data folder knows. */
export interface KnownState extends KeptState {
  readonly anchors: AuditAnchors;
}
