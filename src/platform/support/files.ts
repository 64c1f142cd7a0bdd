/** Files that a support bundle is made of, and the bundles themselves in `bundles/` of the data folder. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { BundleFile, KeptFile, SupportFiles } from '../../domain/ports/support-files.js';
import { AppError } from '../../errors/errors.js';

const BUNDLE = /^support-[\w-]{1,80}\.zip$/;

export function supportFiles({
  dataFolder,
  projectFolder,
}: {
  readonly dataFolder: string;
  readonly projectFolder: string;
}): SupportFiles {
  const bundles = join(dataFolder, 'bundles');
  return {
    logLines: (since, mostBytes) => logLines(join(dataFolder, 'logs', 'server.jsonl'), since, mostBytes),
    billOfMaterials() {
      const file = join(projectFolder, 'sbom.cdx.json');
      return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
    },
    zip,
    store(file, bytes) {
      const path = isAbsolute(file) ? file : join(bundles, file);
      try {
        if (path !== file) mkdirSync(bundles, { recursive: true, mode: 0o700 });
        // Never over another file.
        const target = openSync(path, 'wx', 0o600);
        try {
          writeFileSync(target, bytes);
        } catch (error) {
          rmSync(path, { force: true });
          throw error;
        } finally {
          closeSync(target);
        }
        return path;
      } catch (cause) {
        const { code } = cause as NodeJS.ErrnoException;
        throw new AppError('FILE_NOT_WRITTEN', {
          message: `The support bundle ${path} can't be written (${code}).`,
          remedy: 'Run "venue-control support-bundle --out FILE", with a new file on another disk.',
          cause,
        });
      }
    },
    kept: () => keptIn(bundles),
    dropOlder(than) {
      const old = keptIn(bundles).filter(({ createdAt }) => createdAt < than);
      for (const { name } of old) rmSync(join(bundles, name), { force: true });
      return old.length;
    },
  };
}

/** Newest first. */
function keptIn(bundles: string): readonly KeptFile[] {
  if (!existsSync(bundles)) return [];
  return readdirSync(bundles)
    .filter((name) => BUNDLE.test(name))
    .map((name) => {
      const { mtime, size } = statSync(join(bundles, name));
      return { name, createdAt: mtime, size };
    })
    .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
}

/** The newest file first, until there is enough; a line without a time is kept. */
function logLines(
  file: string,
  since: Date,
  mostBytes: number,
): { readonly lines: readonly string[]; readonly isCut: boolean } {
  const lines: string[] = [];
  let left = mostBytes;
  for (let number = 0; ; number += 1) {
    const path = number === 0 ? file : `${file}.${number}`;
    if (!existsSync(path)) return { lines: lines.reverse(), isCut: false };
    for (const line of readFileSync(path, 'utf8').split('\n').reverse()) {
      if (line === '') continue;
      if (timeOf(line) < since.getTime()) return { lines: lines.reverse(), isCut: false };
      left -= Buffer.byteLength(line);
      if (left < 0) return { lines: lines.reverse(), isCut: true };
      lines.push(line);
    }
  }
}

/** Without reading the whole line. */
function timeOf(line: string): number {
  const at = Date.parse(/"time":"([^"]{20,40})"/.exec(line)?.[1] ?? '');
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at;
}

async function zip(files: readonly BundleFile[]): Promise<Buffer> {
  const archive = new ZipFile();
  for (const { name, bytes } of files) archive.addBuffer(bytes, name, { mtime: new Date(), mode: 0o100600 });
  archive.end();
  return buffer(archive.outputStream);
}
