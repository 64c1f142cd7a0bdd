/** Writes the audit's head to the external anchor, one line after another, and knows since when that fails. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { AnchorLine, AnchorTrouble } from '../../domain/ports/audit-anchors.js';
import type { AuditHead } from '../../domain/ports/audit-log.js';
import type { Keys, Log } from '../../domain/ports/machine.js';
import { appendAnchor, compactAnchors, readAnchors } from './anchor-file.js';

/** The requester waits no longer for its anchor. */
const PATIENCE_MS = 2000;
const SILENT = 'It does not respond.';

/** For everyone, so without a path. */
const WHY: Readonly<Record<string, string>> = {
  ENOSPC: 'Its disk is full.',
  EDQUOT: 'Its quota is used up.',
  EROFS: 'Its disk is read-only.',
  EACCES: "The control plane's account may not write there.",
  EPERM: "The control plane's account may not write there.",
  ENOENT: 'Its folder does not exist.',
  ENOTDIR: 'Its folder does not exist.',
  EISDIR: 'It is a folder, not a file.',
};

export interface ExternalAnchorParts {
  readonly stateId: string;
  readonly anchorFile: string | undefined;
  keys(): Keys;
  readonly log: Log;
}

export class ExternalAnchor {
  readonly #parts: ExternalAnchorParts;
  #written: string | undefined;
  #writing: Promise<void> = Promise.resolve();
  #isHanging = false;
  #trouble: AnchorTrouble | undefined;

  constructor(parts: ExternalAnchorParts) {
    this.#parts = parts;
  }

  trouble(): AnchorTrouble | undefined {
    return this.#trouble;
  }

  async *lines(): AsyncIterable<AnchorLine> {
    const { anchorFile: file } = this.#parts;
    if (file !== undefined) yield* readAnchors({ ...this.#parts, file });
  }

  /** Resolves once it is there, or can't be, or after two seconds; a place that hangs is waited for once. */
  async write(head: AuditHead): Promise<void> {
    const { anchorFile: file } = this.#parts;
    if (file === undefined || this.#isHanging) return;
    this.#writing = this.#writing.then(() => this.#append(file, head));
    const enough = new AbortController();
    const late = sleep(PATIENCE_MS, 'late', { signal: enough.signal, ref: false }).catch(() => undefined);
    if ((await Promise.race([this.#writing, late])) === 'late') this.#hang(this.#writing);
    enough.abort();
  }

  async #append(file: string, head: AuditHead): Promise<void> {
    if (head.hash === this.#written) return;
    try {
      await appendAnchor({ ...this.#parts, file }, { ...head, at: new Date() });
      this.#written = head.hash;
      this.#trouble = undefined;
    } catch (error) {
      const why = WHY[(error as NodeJS.ErrnoException).code ?? ''] ?? 'It could not be written.';
      this.#fail(why, error);
      return;
    }
    await compactAnchors({ file }, new Date()).catch((error: unknown) => {
      this.#parts.log.debug({ err: error }, 'The external audit anchor keeps growing');
    });
  }

  #hang(writing: Promise<void>): void {
    this.#isHanging = true;
    this.#fail(SILENT, undefined);
    void writing.finally(() => {
      this.#isHanging = false;
    });
  }

  #fail(why: string, error: unknown): void {
    if (!this.#trouble)
      this.#parts.log.warn({ err: error, why }, "The external audit anchor can't be written");
    this.#trouble = { since: this.#trouble?.since ?? new Date(), why };
  }
}
