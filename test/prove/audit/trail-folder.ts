/** A data folder with a trail of its own keys and anchors, and copies of it from earlier moments. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { KnownState } from '../../../src/domain/ports/kept-state.js';
import { openKeys } from '../../../src/platform/data-folder/keys.js';
import {
  type OpenHow,
  openKnownState,
  openStateAsItIs,
} from '../../../src/platform/data-folder/known-state.js';
import { openStateDatabase } from '../../../src/storage/open-state.js';
import { sqliteDatabase } from '../../../src/storage/sqlite/database.js';
import { quietLog } from '../../storage/engines.js';
import { auditRecord } from '../../storage/samples.js';

/** Every so many rows one is anchored at once. */
const ANCHORED_EACH = 9;

export class TrailFolder {
  readonly root = mkdtempSync(join(tmpdir(), 'venue-control-audit-'));
  readonly data = join(this.root, 'data');
  readonly anchorFile = join(this.root, 'anchors.jsonl');
  readonly #keys = openKeysOf(this.data);

  get file(): string {
    return join(this.data, 'state.sqlite');
  }

  hmac = (value: string): string => this.#keys.hmac('audit', value);

  /** Known to its folder, and anchored as a server's. */
  open(): Promise<KnownState> {
    return openKnownState(this.#parts(this.anchorFile));
  }

  /** As it was made of it. */
  look(): Promise<KnownState> {
    return openStateAsItIs(this.#parts(this.anchorFile));
  }

  /** With this many rows; a copy after each of `moments`, as `copyOf` names it. */
  async fill(rows: number, moments: readonly number[]): Promise<void> {
    const state = await this.open();
    for (let row = 1; row <= rows; row += 1) {
      const isAnchored = row % ANCHORED_EACH === 0;
      await state.audit.append(
        auditRecord({
          action: isAnchored ? 'grantPermission' : 'startService',
          outcome: isAnchored ? 'SUCCEEDED' : 'INTENDED',
          target: `service ${row}`,
          reason: row % 3 === 0 ? undefined : `Reason ${row}, "as" said — ünïcode`,
          detail: { row, input: { key: 'gateway-client' } },
          ...(row % 2 === 0 ? { client: 'console', runAs: 'POS1\\venue' } : {}),
          ...(isAnchored ? { before: { granted: false }, after: { granted: true } } : {}),
        }),
      );
      if (moments.includes(row)) await state.copyTo(this.copyOf(row));
    }
    await state.close();
    const raw = new DatabaseSync(this.file);
    raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    raw.close();
    copyFileSync(this.file, this.copyOf(rows));
  }

  /** Copies of the database of that moment, written on by a server that doesn't know better and isn't anchored. */
  async writeOn(moment: number, lengths: readonly number[]): Promise<void> {
    this.put(this.copyOf(moment));
    const { audit, copyTo, close } = await this.#parts(undefined).open(this.file, {
      create: false,
      id: undefined,
    });
    for (let more = 1; more <= Math.max(...lengths); more += 1) {
      await audit.append(auditRecord({ reason: `Another history ${more}` }));
      if (lengths.includes(more)) await copyTo(this.copyOf(moment, more));
    }
    await close();
  }

  copyOf(row: number, more = 0): string {
    return join(this.root, `after-${row}-${more}.sqlite`);
  }

  /** In the place of what is there. */
  put(copy: string): void {
    for (const end of ['', '-wal', '-shm']) rmSync(`${this.file}${end}`, { force: true });
    copyFileSync(copy, this.file);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  #parts(anchorFile: string | undefined) {
    const keys = () => this.#keys;
    return {
      dataFolder: this.data,
      anchorFile,
      environment: 'rehearsal' as const,
      keys,
      log: quietLog,
      open: (file: string, { create, id, readOnly }: OpenHow) =>
        openStateDatabase({
          database: sqliteDatabase({ file, create, readOnly }),
          keys: keys(),
          log: quietLog,
          version: '1.0.0',
          id,
          readOnly,
        }),
    };
  }
}

function openKeysOf(folder: string) {
  mkdirSync(folder);
  return openKeys(folder);
}
