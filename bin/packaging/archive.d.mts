import type { Entry } from './contents.mjs';

export function writeArchive(what: {
  file: string;
  kind: 'tar.gz' | 'zip';
  folder: string;
  entries: readonly Entry[];
}): Promise<void>;
