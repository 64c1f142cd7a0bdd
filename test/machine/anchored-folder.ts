/** A data folder with an external anchor for its audit's head, both of a test. */
import { mkdirSync } from 'node:fs';
import { openKeys } from '../../src/machine/keys.js';
import type { Keys } from '../../src/operations/ports/machine.js';
import { openStateDatabase } from '../../src/sql/open-state.js';
import { sqliteDatabase } from '../../src/sql/sqlite/database.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';
import { quietLog } from '../sql/engines.js';

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
