import { execFile, spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { promisify } from 'node:util';
import { isQuick } from '../../bin/testing/quick.mjs';

const refusal = (what: string) =>
  `test/architecture/quick.test.ts runs in npm run check and ${what}: move it to a folder called processes.`;

it('a quick test starts no process, listens nowhere and asks no one', async () => {
  expect(() => spawn('true')).toThrow(refusal('starts a process'));
  expect(() => execFile('true')).toThrow(refusal('starts a process'));
  await expect(async () => promisify(execFile)('true')).rejects.toThrow(refusal('starts a process'));
  expect(() => createServer().listen(0)).toThrow(refusal('listens'));
  expect(() => connect(1)).toThrow(refusal('asks a server'));
});

it.each([
  ['test/readme.test.ts', true],
  ['test/storage/names.test.ts', true],
  ['test/storage/processes/mssql.test.ts', false],
  ['test/e2e/ide.test.ts', false],
])('%s is quick: %s', (path, expected) => {
  expect(isQuick(path)).toBe(expected);
});
