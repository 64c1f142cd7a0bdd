/** The Cloud Sync package: one file, and a statement of it that is signed: name, version, size and checksum, known before a byte is sent. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import {
  createReadStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Refusal } from '../model/cloud/answers.js';
import { SWIFTPOS_VERSION } from '../model/seed.js';
import { signingKeyFile } from '../venue-folder.js';
import { packageFolder } from '../venue-paths.js';
import type { CloudAnswer, CloudRequest } from './request.js';

const version = SWIFTPOS_VERSION;
const payloadBlocks = 8192;

export async function describePackage({ dataFolder, faults }: CloudRequest): Promise<CloudAnswer> {
  const file = await packageFile(dataFolder);
  const sha256 = faults.package === 'checksum-wrong' ? createHash('sha256').digest('hex') : file.sha256;
  const key =
    faults.package === 'signature-wrong'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
      : readFileSync(signingKeyFile(dataFolder));
  const statement = packageStatement({ ...file, sha256, version });
  return {
    status: 200,
    body: {
      name: file.name,
      version,
      sha256,
      signature: sign('sha256', Buffer.from(statement), key).toString('base64'),
      size: file.size,
      path: `/v1/packages/cloud-sync/${version}`,
    },
  };
}

export async function downloadPackage({ dataFolder, params, faults }: CloudRequest): Promise<CloudAnswer> {
  if (params['version'] !== version) throw new Refusal(404, 'PACKAGE_UNKNOWN', 'There is no such package.');
  const { path, size, sha256 } = await packageFile(dataFolder);
  const file = { path, size, etag: `"${sha256.slice(0, 32)}"` };
  if (faults.package === 'truncated') return { status: 200, file: { ...file, lostAt: Math.floor(size / 2) } };
  if (faults.package === 'cut') return { status: 200, file: { ...file, atMost: Math.ceil(size / 3) } };
  return { status: 200, file };
}

/** What the signature is over, as swiftpos-cloud.yaml says it. */
export function packageStatement(said: {
  readonly name: string;
  readonly version: string;
  readonly size: number;
  readonly sha256: string;
}): string {
  return `cloud-sync package\n${said.name}\n${said.version}\n${said.size}\n${said.sha256}\n`;
}

interface PackageFile {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

const hashed = new Map<string, PackageFile>();

/** The one file of its folder, no matter who put it there; else a quarter of a MiB that is the same in every rehearsal. */
async function packageFile(dataFolder: string): Promise<PackageFile> {
  const folder = packageFolder(dataFolder);
  mkdirSync(folder, { recursive: true });
  const name = readdirSync(folder).find((entry) => !entry.endsWith('.tmp')) ?? makePackage(folder);
  const path = join(folder, name);
  const { size, mtimeMs } = statSync(path);
  const stamp = `${path} ${size} ${mtimeMs}`;
  const known = hashed.get(stamp);
  if (known) return known;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const file = { path, name, size, sha256: hash.digest('hex') };
  hashed.set(stamp, file);
  return file;
}

function makePackage(folder: string): string {
  const name = 'cloud-sync.bin';
  writeFileSync(join(folder, `${name}.tmp`), payload());
  renameSync(join(folder, `${name}.tmp`), join(folder, name));
  return name;
}

function payload(): Buffer {
  let block = createHash('sha256').update(`cloud-sync ${version}`).digest();
  const blocks: Buffer[] = [];
  for (let count = 0; count < payloadBlocks; count += 1) {
    blocks.push(block);
    block = createHash('sha256').update(block).digest();
  }
  return Buffer.concat(blocks);
}
