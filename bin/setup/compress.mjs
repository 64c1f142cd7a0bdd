import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { filesBelow } from './staleness.mjs';

/** A file below this fits a packet or two as it is. */
const WORTH_IT = 1024;
const TEXT = /\.(?:css|html|js|svg|ttf)$/;

/** Beside each file of the folder that gains by it, the same for Brotli (`.br`) and gzip (`.gz`): what @fastify/static's preCompressed answers. */
export async function compressFolder(folder) {
  const firstPage = readFileSync(join(folder, 'index.html'), 'utf8');
  const compressed = filesBelow(folder).map((name) => {
    // 11 takes nine times as long for another tenth: a first visit gains by it, and a venue's first start waits for it.
    const quality = firstPage.includes(basename(name)) ? 11 : 9;
    return TEXT.test(name) && compress(join(folder, name), quality);
  });
  await Promise.all(compressed);
}

async function compress(path, quality) {
  const bytes = readFileSync(path);
  if (bytes.length < WORTH_IT) return;
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
    promisify(gzip)(bytes, { level: 9 }),
  ]);
  writeFileSync(`${path}.br`, brotli);
  writeFileSync(`${path}.gz`, gzipped);
}
