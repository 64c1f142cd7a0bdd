/** The documents in the program's archive, which leaves out the project that they are of. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { contentsOf } from '../../bin/packaging/contents.mjs';
import { platforms } from '../../bin/packaging/platforms.mjs';
import { linksIn } from '../docs/read-doc.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'venue-control-archive-docs-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a document in it leads to nothing that the archive leaves out, and says of what it names where that is', () => {
  // Node and PowerShell, which have no documents of ours.
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'node.exe'), '');
  const parts = { node: folder, powerShell: join(folder, 'bin'), runtimes: [] };
  const entries = contentsOf({ project: resolve('.'), platform: platforms['win-x64'], parts });
  const documents = entries.filter(({ name }) => /^docs\/|^CHANGELOG/.test(name));
  expect(documents.length).toBeGreaterThan(10);
  const names = entries.map(({ name }) => name);
  const dead = documents.flatMap(({ name, from = '', text = readFileSync(from, 'utf8') }) =>
    linksIn(name, text).filter((to) => !names.some((one) => one === to || one.startsWith(`${to}/`))),
  );
  expect(dead).toEqual([]);
  const { text = '' } = documents.find(({ name }) => name === 'docs/operations.md') ?? {};
  expect(linksIn('docs/operations.md', text)).toContain('docs/sql-server.md');
  expect(text).toMatch(/^proofs\/crash\.md has the figures\.$/m);
  expect(text).toContain('not in this archive.');
});
