/** Takes the backup of each day that config.json asks for. A time that was missed counts until its backup is made. */

import { AppError } from '../../errors/errors.js';
import type { TrustedClock } from '../clock/trusted-clock.js';
import type { Backups, LastBackup } from '../ports/backups.js';
import type { Log } from '../ports/machine.js';
import { every } from '../ports/pause.js';
import type { Settings } from '../types/settings.js';

export interface ScheduledBackupsParts {
  readonly backups: Backups;
  readonly settings: Pick<Settings, 'backups'>;
  readonly clock: Pick<TrustedClock, 'now' | 'sleep' | 'isSure'>;
  readonly log: Log;
}

/** What the status reports of them. */
export interface BackupState {
  readonly isOnSameDisk: boolean;
  /** Why the newest attempt failed; undefined: it did not. */
  readonly failure: string | undefined;
}

export interface BackupOverview {
  /** Undefined: none was taken yet. */
  readonly last: LastBackup | undefined;
  /** Undefined: none is configured. */
  readonly schedule: BackupSchedule | undefined;
}

export interface BackupSchedule extends BackupState {
  /** By the clock of the server, e.g. "04:00". */
  readonly at: string;
  readonly folder: string;
  readonly keep: number;
  /** Not after now: it is due. */
  readonly nextRunAt: Date;
}

const AFTER_START_MS = 60_000;
const CHECK_MS = 60_000;
const RETRY_MS = 15 * 60_000;

export class ScheduledBackups {
  readonly #parts: ScheduledBackupsParts;
  #failure: string | undefined;
  /** Not asked with each status: a share may hang. */
  #isOnSameDisk = false;
  /** When this server run made one, also where its note could not be written. */
  #madeAt = 0;

  constructor(parts: ScheduledBackupsParts) {
    this.#parts = parts;
  }

  last(): LastBackup | undefined {
    return this.#parts.backups.last();
  }

  /** Undefined: none are configured. */
  state(): BackupState | undefined {
    if (!this.#parts.settings.backups) return undefined;
    return { isOnSameDisk: this.#isOnSameDisk, failure: this.#failure };
  }

  /** Throws STATE_LOST where the note of the last one can't be read. */
  overview(): BackupOverview {
    const { backups } = this.#parts.settings;
    const state = this.state();
    const schedule = backups && state ? { ...backups, ...state, nextRunAt: this.#nextRunAt() } : undefined;
    return { last: this.last(), schedule };
  }

  #nextRunAt(): Date {
    if (this.#isDue()) return this.#parts.clock.now();
    const next = new Date(this.#dueAt());
    next.setDate(next.getDate() + 1);
    return next;
  }

  /** Until `signal` aborts. Never rejects. */
  async keep(signal: AbortSignal): Promise<void> {
    const { backups, clock, log, settings } = this.#parts;
    if (!settings.backups) return;
    const { folder } = settings.backups;
    this.#isOnSameDisk = await backups.isOnSameDisk(folder);
    // In short steps, because the machine may sleep and its clock may be moved.
    const loop = { clock, log, afterMs: AFTER_START_MS, everyMs: CHECK_MS };
    await every({ ...loop, failed: 'Backups could not be checked; the server retries' }, signal, async () => {
      if (this.#isDue()) await this.#make();
      this.#isOnSameDisk = await backups.isOnSameDisk(folder);
      return this.#failure === undefined ? CHECK_MS : RETRY_MS;
    });
  }

  #isDue(): boolean {
    if (this.#isCurrent(this.#madeAt)) return false;
    try {
      return !this.#isCurrent(this.last()?.takenAt.getTime() ?? 0);
    } catch {
      return true;
    }
  }

  /** One of a time to come is of a clock that was set back. */
  #isCurrent(madeAt: number): boolean {
    return madeAt >= this.#dueAt() && madeAt <= this.#parts.clock.now().getTime();
  }

  /** The newest time of the schedule that has passed, by the clock on the server's wall. */
  #dueAt(): number {
    const { clock, settings } = this.#parts;
    const [hours = 0, minutes = 0] = (settings.backups?.at ?? '').split(':').map(Number);
    const due = clock.now();
    due.setHours(hours, minutes, 0, 0);
    if (due > clock.now()) due.setDate(due.getDate() - 1);
    return due.getTime();
  }

  async #make(): Promise<void> {
    const { backups, settings, clock, log } = this.#parts;
    if (!settings.backups) return;
    const begun = clock.now().getTime();
    const { folder, keep } = settings.backups;
    try {
      const made = await backups.makeIn(folder, clock.isSure() ? keep : undefined);
      this.#madeAt = begun;
      this.#failure = undefined;
      log.info({ ...made }, 'The scheduled backup was made and verified');
    } catch (err) {
      this.#failure = err instanceof AppError ? err.message : 'The reason is in the log.';
      log.error({ err }, 'The scheduled backup failed; the server retries in 15 minutes');
    }
  }
}

/** How the backups are. */
export type BackupReader = Pick<ScheduledBackups, 'overview'>;
