/** Which authorities a connection to SQL Server trusts, with a private one in this machine's store: OpenSSL takes the store from SSL_CERT_FILE. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { nodeFlags } from '../../../bin/setup/program-environment.mjs';
import { temporaryFolder } from '../engines.js';
import { issuedByAuthority, selfSigned } from '../tds/certificate.js';
import { ScriptedServer } from '../tds/server.js';

describe("SQL Server's certificate", () => {
  const { authority, issued } = issuedByAuthority();
  const another = selfSigned('another.example').cert;
  const folder = temporaryFolder();
  const server = new ScriptedServer();
  beforeAll(async () => {
    server.certificate = issued;
    server.databases.set('venue', `${folder.path}/venue.sqlite`);
    await server.start();
  });
  afterAll(async () => {
    await server.stop();
    folder.remove();
  });

  it.each<[string, string, string | undefined, RegExp]>([
    ['is trusted by an authority in the store', authority.cert, undefined, /^trusted$/],
    [
      'is trusted by the store also where a file names another authority',
      authority.cert,
      another,
      /^trusted$/,
    ],
    ['is trusted by the named authority beside the store', another, authority.cert, /^trusted$/],
    ['is refused where neither knows its authority', another, another, /certificate/],
  ])('%s', async (_what, store, named, result) => {
    const file = `${folder.path}/store.pem`;
    writeFileSync(file, store);
    const programs = [
      resolve('test/fixtures/typescript-hooks.mjs'),
      resolve('test/storage/fixtures/trust-server.ts'),
    ];
    const words = [...nodeFlags, '--import', ...programs, String(server.port), ...(named ? [named] : [])];
    const env = { SSL_CERT_FILE: file, PASSWORD: server.credentials.password };
    const { stdout } = await promisify(execFile)(process.execPath, words, { env });
    expect(stdout).toMatch(result);
  });
});
