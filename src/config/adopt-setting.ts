/** Puts one decision of another server into config.json, as a person would with an editor: what is there stays. */
import { existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { readPlacedJson } from './placed-json.js';
import { readSiteOptions } from './site-options.js';

/** Throws ConfigError when one of them could not be put there: an option doesn't take its value, or config.json itself can't be read. */
export function requireAdoptable(dataFolder: string, settings: Readonly<Record<string, unknown>>): void {
  readPlacedJson(join(dataFolder, 'config.json'));
  readSiteOptions({ value: { ...settings }, placeOf: () => 'The passport' });
}

/** False when this site has decided that itself: then nothing is changed. Throws ConfigError for a value that the option doesn't take, and what the disk says. */
export function adoptSetting(dataFolder: string, name: string, value: unknown): boolean {
  const named = join(dataFolder, 'config.json');
  // Where a link is, what it leads to is changed.
  const file = existsSync(named) ? realpathSync(named) : named;
  const json = readPlacedJson(file);
  if (json && Object.hasOwn(json.value, name)) return false;
  readSiteOptions({ value: { [name]: value }, placeOf: () => 'The passport' });
  const text = json ? readFileSync(file, 'utf8').replace(/^\ufeff/, '') : '{}\n';
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  const beside = `${file}.${process.pid}.new`;
  try {
    writeFileSync(beside, applyEdits(text, modify(text, [name], value, { formattingOptions })), {
      mode: json ? statSync(file).mode & 0o777 : 0o600,
      flush: true,
    });
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
  return true;
}
