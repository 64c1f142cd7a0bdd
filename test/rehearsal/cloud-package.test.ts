/** The rehearsal cloud's package of Cloud Sync: stated, signed, sent whole or in part. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageStatement } from '../../rehearsal/cloud/packages.js';
import { onceCloud } from './cloud-process.js';

const cloud = onceCloud();

describe('the Cloud Sync package', () => {
  const fetchPackage = async () => {
    const { body } = await cloud.ask('GET', '/v1/packages/cloud-sync');
    const answer = await fetch(cloud.url + body.path);
    const bytes = Buffer.from(await answer.arrayBuffer().catch(() => new ArrayBuffer(0)));
    const jwk = JSON.parse(readFileSync(join(cloud.dataFolder, 'rehearsal/package-signing.json'), 'utf8'));
    return {
      bytes,
      whole: bytes.length === body.size,
      checksum: createHash('sha256').update(bytes).digest('hex') === body.sha256,
      signed: verify(
        'sha256',
        Buffer.from(packageStatement(body)),
        createPublicKey({ key: jwk, format: 'jwk' }),
        Buffer.from(body.signature, 'base64'),
      ),
    };
  };

  it('is a file whose size, checksum and signature are right', async () => {
    const got = await fetchPackage();
    expect(got).toMatchObject({ whole: true, checksum: true, signed: true });
    expect((await cloud.ask('GET', '/v1/packages/cloud-sync')).body).toMatchObject({
      name: 'cloud-sync.bin',
      version: '10.58.0',
    });
    expect((await cloud.ask('GET', '/v1/packages/cloud-sync/9.9.9')).body.code).toBe('PACKAGE_UNKNOWN');
  });

  it('is sent from where the client says, if the client has the same one', async () => {
    const { bytes } = await fetchPackage();
    const path = '/v1/packages/cloud-sync/10.58.0';
    const etag = (await fetch(cloud.url + path)).headers.get('etag') ?? '';
    const part = async (headers: Record<string, string>) => {
      const answer = await fetch(cloud.url + path, { headers });
      return [answer.status, answer.headers.get('content-range'), (await answer.arrayBuffer()).byteLength];
    };
    const [size, from] = [bytes.length, 262_000];
    const rest = [206, `bytes ${from}-${size - 1}/${size}`, size - from];
    expect(await part({ range: `bytes=${from}-`, 'if-range': etag })).toEqual(rest);
    expect(await part({ range: `bytes=${from}-` })).toEqual(rest);
    expect(await part({ range: `bytes=${from}-`, 'if-range': '"another"' })).toEqual([200, null, size]);
    expect(await part({ range: `bytes=${size}-` })).toEqual([416, `bytes */${size}`, 0]);
  });
});
