/** Support bundles that clerks request: one at a time, recorded in the audit, kept for seven days. */
import { AppError } from '../../errors/errors.js';
import { type AuditTrail, actorOf } from '../audit/trail.js';
import { findVisible, noSuchOperation } from '../operations/operations.js';
import type { AuditAnchors } from '../ports/audit-anchors.js';
import type { ClerkReader } from '../ports/clerk-reader.js';
import type { Clock, Log } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import type { StateDatabase } from '../ports/state-database.js';
import { BUNDLE_KEPT_MS, type KeptFile, type SupportFiles } from '../ports/support-files.js';
import type { VenueStore, ViewProfile } from '../ports/venue-store.js';
import { requireRecent } from '../request/period.js';
import type { Caller } from '../request/viewer.js';
import type { StatusReader } from '../status/status-poller.js';
import { type BundleQuery, bundleName, collectBundle, type Missing } from './collect.js';
import { type BundleSources, bundleParts } from './parts.js';

const DAY_MS = 86_400_000;
const DEFAULT_SINCE_MS = 2 * DAY_MS;
/** A script that creates one a minute must not fill the disk. */
const MOST_KEPT = 100;

export interface SupportBundle {
  readonly name: string;
  readonly createdAt: Date;
  /** On the server. Undefined: its disk could not take it. */
  readonly file: string | undefined;
  readonly bytes: Buffer;
  readonly missing: readonly Missing[];
}

/** In `bundles/` of the data folder. */
export interface KeptBundle extends KeptFile {
  readonly operationId: string | undefined;
  /** Undefined: it was made on the command line, or the audit can't be read. */
  readonly createdByName: string | undefined;
}

/** Of this server, so that many venues can be compared. */
export interface VenueSetting {
  /** With its place, e.g. `config.json.pollMs`. */
  readonly name: string;
  /** A list as JSON. */
  readonly value: string;
}

/** What the server hands in besides its own parts. */
export interface SupportParts extends Pick<BundleSources, 'settings' | 'runtime' | 'doctor'> {
  readonly files: SupportFiles;
}

export interface SupportBundlesParts {
  /** Undefined: none is made here. */
  readonly support: SupportParts | undefined;
  readonly state: StateDatabase;
  readonly anchors: AuditAnchors;
  readonly venue: VenueStore;
  readonly clerks: Pick<ClerkReader, 'clerks'>;
  readonly scripts: ScriptRunner;
  readonly status: StatusReader;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  readonly runAs?: string | undefined;
}

export class VenueSupportBundles {
  readonly #parts: SupportBundlesParts;
  #isBusy = false;

  constructor(parts: SupportBundlesParts) {
    this.#parts = parts;
  }

  /** Throws NOT_FOUND for an operation that the caller may not see, BAD_USER_INPUT for a time that is too old, BUSY while another is made. */
  async create(
    caller: Caller,
    { since, operationId }: { readonly since?: Date | undefined; readonly operationId?: string | undefined },
  ): Promise<SupportBundle> {
    const { state, audit, clock } = this.#parts;
    const until = clock.now();
    const begin = since ?? new Date(until.getTime() - DEFAULT_SINCE_MS);
    requireRecent(begin, until);
    if (operationId !== undefined && !(await findVisible(state, caller.viewer, operationId)))
      throw noSuchOperation();
    const act = {
      action: 'createSupportBundle',
      target: operationId,
      detail: { since: begin.toISOString(), file: bundleName(until) },
    };
    return audit.audited(actorOf(caller), act, () =>
      this.#make({ since: begin, until, operationId, withNames: false }),
    );
  }

  /** Without secrets. Without the view profile while the venue's database is away. Throws NOT_AVAILABLE_YET. */
  async settings(): Promise<readonly VenueSetting[]> {
    const { support, venue } = this.#parts;
    if (!support) throw new AppError('NOT_AVAILABLE_YET');
    return settingsOf(support.settings, await venue.viewProfile().catch(() => undefined));
  }

  /** Newest first; of the last seven days. */
  async kept(): Promise<readonly KeptBundle[]> {
    const { support, state, clock } = this.#parts;
    const files = support?.files.kept() ?? [];
    const since = new Date(clock.now().getTime() - BUNDLE_KEPT_MS);
    const filter = { actions: ['createSupportBundle'], outcome: 'SUCCEEDED', since } as const;
    const rows = await state.audit.list(filter, MOST_KEPT, 'newest').catch(() => []);
    const byFile = new Map(rows.map((row) => [row.detail?.['file'], row]));
    return files
      .filter(({ createdAt }) => createdAt >= since)
      .slice(0, MOST_KEPT)
      .map((file) => {
        const row = byFile.get(file.name);
        return { ...file, operationId: row?.target, createdByName: row?.clerkName };
      });
  }

  async #make(query: BundleQuery): Promise<SupportBundle> {
    if (this.#isBusy)
      throw new AppError('BUSY', {
        message: 'Another support bundle is being created.',
        remedy: 'Wait until it is complete, then try again.',
      });
    this.#isBusy = true;
    try {
      const { support, clock, version, runAs = '' } = this.#parts;
      if (!support) throw new AppError('NOT_AVAILABLE_YET');
      const sources = this.#sources(support);
      const { files: parts, missing } = await collectBundle(bundleParts(sources), query, {
        clock,
        version,
        account: runAs,
      });
      const bytes = await support.files.zip(parts);
      const name = bundleName(query.until);
      const file = this.#store(support.files, name, bytes);
      return { name, createdAt: query.until, file, bytes, missing };
    } finally {
      this.#isBusy = false;
    }
  }

  #sources(support: SupportParts): BundleSources {
    const { state, anchors, venue, clerks, scripts, status } = this.#parts;
    return {
      ...support,
      state: async () => ({
        operations: state.operations,
        audit: state.audit,
        history: state.history,
        anchors,
      }),
      venue: async () => ({ registration: () => venue.registration(), clerks: () => clerks.clerks() }),
      scripts: async () => scripts,
      status: async () => status.status(),
    };
  }

  /** In place of the oldest, where there are many. On a full disk the caller still gets it. */
  #store(files: SupportFiles, name: string, bytes: Buffer): string | undefined {
    try {
      const oldest = files.kept()[MOST_KEPT - 1];
      if (oldest) files.dropOlder(new Date(oldest.createdAt.getTime() + 1));
      return files.store(name, bytes);
    } catch (err) {
      this.#parts.log.warn({ err }, 'A support bundle could not be stored');
      return undefined;
    }
  }
}

export type SupportBundles = Pick<VenueSupportBundles, 'settings' | 'kept' | 'create'>;

/** What is not set is not listed. */
function settingsOf(settings: object, viewProfile: ViewProfile | undefined): readonly VenueSetting[] {
  return flat('', { ...settings, viewProfile });
}

function flat(name: string, value: unknown): readonly VenueSetting[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value))
    return [{ name, value: typeof value === 'string' ? value : JSON.stringify(value) }];
  return Object.entries(value).flatMap(([key, each]) => flat(name === '' ? key : `${name}.${key}`, each));
}
