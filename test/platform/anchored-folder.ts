/** A data folder with an external anchor for its audit's head, both of a test. */
import { mkdirSync } from 'node:fs';
import type { Keys } from '../../src/domain/ports/machine.js';
import { openKeys } from '../../src/platform/data-folder/keys.js';
import { openStateDatabase } from '../../src/storage/open-state.js';
import { sqliteDatabase } from '../../src/storage/sqlite/database.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';
import { quietLog } from '../storage/engines.js';

export function anchoredFolder() {
  const folder = folderOfTest();
  const data = () => folder('data');
  const file = () => folder('elsewhere', 'anchors.jsonl');
  beforeEach(() => {
    mkdirSync(data());
    mkdirSync(folder('elsewhere'));
  });
  function parts(dataFolder = data()) {
    let opened: Keys | undefined;
    const keys = () => {
      opened ??= openKeys(dataFolder);
      return opened;
    };
    return {
      dataFolder,
      anchorFile: file(),
      environment: 'rehearsal' as const,
      keys,
      log: quietLog,
      open: (name: string, { create, id }: { readonly create: boolean; readonly id: string | undefined }) =>
        openStateDatabase({
          database: sqliteDatabase({ file: name, create }),
          keys: keys(),
          log: quietLog,
          version: '1.0.0',
          id,
        }),
    };
  }
  return { folder, data, file, parts };
}
