/** The Cloud Sync package: a JSON document, its checksum, and a signature that the venue can check. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { seedVenue } from '../seed-venue.js';
import { signingKeyFile } from '../venue-folder.js';
import { Refusal } from './refusal.js';
import type { CloudAnswer, CloudRequest } from './request.js';

const version = seedVenue.swiftposVersion;
const payloadBlocks = 8192;

export function describePackage({ dataFolder, faults }: CloudRequest): CloudAnswer {
  const bytes = packageBytes();
  const shown = faults.package === 'checksum-wrong' ? Buffer.concat([bytes, Buffer.from('\n')]) : bytes;
  const key =
    faults.package === 'signature-wrong'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
      : readFileSync(signingKeyFile(dataFolder));
  return {
    status: 200,
    body: {
      version,
      sha256: createHash('sha256').update(shown).digest('hex'),
      signature: sign('sha256', bytes, key).toString('base64'),
      size: bytes.length,
      path: `/v1/packages/cloud-sync/${version}`,
    },
  };
}

export function downloadPackage({ params, faults }: CloudRequest): CloudAnswer {
  if (params['version'] !== version) throw new Refusal(404, 'PACKAGE_UNKNOWN', 'There is no such package.');
  const bytes = packageBytes();
  return {
    status: 200,
    body: faults.package === 'truncated' ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes,
  };
}

let made: Buffer | undefined;

/** About 350 kB that are the same in every rehearsal. */
function packageBytes(): Buffer {
  made ??= Buffer.from(
    JSON.stringify({ name: 'cloud-sync', version, payload: payload().toString('base64') }),
  );
  return made;
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
