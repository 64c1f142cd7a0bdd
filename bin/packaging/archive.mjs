/** Writes entries into an archive whose bytes depend on nothing but the entries: in their order, of one moment, of no one's. */
import { createHash } from 'node:crypto';
import { createWriteStream, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { ZipFile } from 'yazl';

/** The earliest that a zip can say. */
const MOMENT = new Date(Date.UTC(1980, 0, 1));
const modeOf = ({ runs }) => (runs ? 0o755 : 0o644);

export const bytesOf = ({ from, text }) => (text === undefined ? readFileSync(from) : Buffer.from(text));

/** `<sha256>  <name>` a line, as sha256sum and Get-FileHash can be compared with. */
export function checksumsOf(entries) {
  return entries.map((entry) => `${sha256(bytesOf(entry))}  ${entry.name}\n`).join('');
}

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Everything in it lies below one folder. */
export async function writeArchive({ file, kind, folder, entries }) {
  const named = entries.map((entry) => ({ ...entry, name: `${folder}/${entry.name}` }));
  await (kind === 'zip' ? writeZip(file, named) : writeTar(file, named));
}

async function writeTar(file, entries) {
  const tar = pack();
  const written = pipeline(tar, createGzip({ level: 6 }), createWriteStream(file));
  // Without entries of their own folders get whatever mode the umask of who unpacks leaves, which may let a group write.
  for (const name of foldersOf(entries)) {
    const header = { name: `${name}/`, type: 'directory', mode: 0o755, mtime: MOMENT };
    await new Promise((done, fail) => tar.entry(header, (error) => (error ? fail(error) : done())));
  }
  for (const entry of entries) {
    const bytes = bytesOf(entry);
    const header = { name: entry.name, mode: modeOf(entry), mtime: MOMENT, size: bytes.length };
    await new Promise((done, fail) => tar.entry(header, bytes, (error) => (error ? fail(error) : done())));
  }
  tar.finalize();
  await written;
}

/** Each above those that are in it. */
function foldersOf(entries) {
  const parts = entries.map(({ name }) => name.split('/').slice(0, -1));
  return [...new Set(parts.flatMap((path) => path.map((_, at) => path.slice(0, at + 1).join('/'))))].sort();
}

async function writeZip(file, entries) {
  const zip = new ZipFile();
  // A zip's own time has no zone: that moment must read the same wherever it is made.
  const mtime = new Date(1980, 0, 1);
  const options = { mtime, forceDosTimestamp: true, compressionLevel: 6 };
  for (const entry of entries)
    zip.addBuffer(bytesOf(entry), entry.name, { ...options, mode: modeOf(entry) | 0o100000 });
  zip.end();
  await pipeline(Readable.from(zip.outputStream), createWriteStream(file));
}
