/** The state database as a whole, for whoever keeps it: opens it, looks after it, copies it. */
import type { StateDatabase } from './state-database.js';

/** Last row of the audit chain; sequence 0 before the first. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

export interface KeptState extends StateDatabase {
  /** Writes one row over and over; rejects with what is wrong where that can't be done. */
  pulse(now: Date): Promise<void>;
  auditHead(): Promise<AuditHead>;
  /** Hash of that row of the audit; undefined when it isn't there. */
  auditHash(sequence: number): Promise<string | undefined>;
  /** A whole copy, of one moment, as a file that isn't there yet. */
  copyTo(file: string): Promise<void>;
  /** What is damaged, in the engine's words; undefined when nothing is. Reads all of it. */
  damage(): Promise<string | undefined>;
  close(): Promise<void>;
}
