/** Keeps the rehearsal's database as the faults say, no matter who set them; while `database=locked` is set this process holds the lock. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { applyFaultsToDatabase, isBusy } from '../fault-effects.js';
import type { FaultMap } from '../fault-table.js';
import { readFaults, writeFaults } from '../faults.js';
import { venueDatabaseFile } from '../venue-paths.js';

const lookEveryMs = 200;
/** Short, for the cloud answers no one meanwhile; what was busy is tried again at the next look. */
const waitMs = 100;

export class FaultWatch {
  private lock: DatabaseSync | undefined;
  private applied: FaultMap | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly dataFolder: string) {
    this.look();
    this.timer = setInterval(() => this.look(), lookEveryMs);
  }

  now(): FaultMap {
    return readFaults(this.dataFolder);
  }

  /** Replaces the whole map. Throws FAULT_UNKNOWN, and then nothing is changed. */
  replace(map: unknown): FaultMap {
    const faults = writeFaults(this.dataFolder, map);
    this.look();
    return faults;
  }

  stop(): void {
    clearInterval(this.timer);
    this.release();
  }

  private look(): void {
    const faults = this.now();
    if (faults === this.applied) return;
    try {
      this.release();
      applyFaultsToDatabase(this.dataFolder, faults, waitMs);
      if (faults.database === 'locked') this.take();
      this.applied = faults;
    } catch (error) {
      if (isBusy(error)) return;
      // Said once: the cloud continues without its hold on a database that is gone or broken.
      this.applied = faults;
      process.stderr.write(`The faults could not be applied to the rehearsal database: ${String(error)}\n`);
    }
  }

  private take(): void {
    const path = venueDatabaseFile(this.dataFolder);
    if (!existsSync(path)) return;
    const database = new DatabaseSync(path, { timeout: waitMs });
    try {
      database.exec('BEGIN EXCLUSIVE');
      this.lock = database;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  private release(): void {
    this.lock?.close();
    this.lock = undefined;
  }
}
