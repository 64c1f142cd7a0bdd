/** A data folder with an external anchor for its audit's head, both of a test. */
import { mkdirSync } from 'node:fs';
import { folderOfTest } from '../fixtures/folder-of-test.js';
import { partsOf } from './kept-state.js';

export function anchoredFolder() {
  const folder = folderOfTest();
  const data = () => folder('data');
  const file = () => folder('elsewhere', 'anchors.jsonl');
  beforeEach(() => {
    mkdirSync(data());
    mkdirSync(folder('elsewhere'));
  });
  const parts = (dataFolder = data()) => ({ ...partsOf(dataFolder), anchorFile: file() });
  return { folder, data, file, parts };
}
